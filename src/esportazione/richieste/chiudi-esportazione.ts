import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { inTransazione, type Db, type Tx } from '#platform/db';
import { traccia, type Attore } from '#tracciamento';
import { butta } from './cartella.ts';
import { nonInCorso, nonPronta, nonTrovata } from './esportazioni.errors.ts';
import { findEsportazioni, inEsportazione } from './esportazioni.queries.ts';
import type { Esportazione } from './esportazioni.schema.ts';

type Parti = { db: Db; dati: string };

async function chiudi(
  tx: Tx,
  chi: Attore,
  id: string,
  da: readonly string[],
  stato: 'annullata' | 'eliminata' | 'scaduta',
): Promise<Esportazione | undefined> {
  const riga = await tx
    .updateTable('esportazione')
    .set({ stato, chiusa_il: sql<Date>`clock_timestamp()`, chiusa_da: chi.attore })
    .where('id', '=', id)
    .where('stato', 'in', da)
    .returningAll()
    .executeTakeFirst();
  if (!riga) return undefined;
  await traccia(tx, chi, `esportazione.${stato}`, { tipo: 'esportazione', id });
  return inEsportazione(riga);
}

/**
 * Stops one that is going on. Whoever is writing it finds out at the next step, and takes the files away.
 *
 * @throws Rifiuto `esportazioni.non-trovata`, `esportazioni.non-in-corso`
 */
export async function annullaEsportazione(parti: Parti, ctx: Contesto, id: string): Promise<Esportazione> {
  return await inTransazione(parti.db, ctx.ente.id, async (tx) => {
    const annullata = await chiudi(tx, ctx, id, ['richiesta', 'in-corso'], 'annullata');
    if (annullata) return annullata;
    const [riga] = await findEsportazioni(tx, { perChiave: false, id });
    throw riga ? nonInCorso() : nonTrovata();
  });
}

/**
 * Removes the files of one that is ready; that it was made stays written.
 *
 * @throws Rifiuto `esportazioni.non-trovata`, `esportazioni.non-pronta`
 */
export async function eliminaEsportazione(parti: Parti, ctx: Contesto, id: string): Promise<Esportazione> {
  const eliminata = await inTransazione(parti.db, ctx.ente.id, async (tx) => {
    const fatta = await chiudi(tx, ctx, id, ['pronta'], 'eliminata');
    if (fatta) return fatta;
    const [riga] = await findEsportazioni(tx, { perChiave: false, id });
    throw riga ? nonPronta() : nonTrovata();
  });
  // First the word, then the files: those that stay behind after a crash are found by the nightly round.
  await butta(parti.dati, ctx.ente.id, id);
  return eliminata;
}

/** Those whose days are over, on behalf of nobody. */
export async function scadiEsportazioni(tx: Tx, enteId: string): Promise<void> {
  const scadute = await tx
    .selectFrom('esportazione')
    .select('id')
    .where('stato', '=', 'pronta')
    .where('scade_il', '<=', sql<Date>`clock_timestamp()`)
    .execute();
  const sistema: Attore = {
    ente: { id: enteId },
    attore: 'sistema',
    utenteId: null,
    chiaveApiId: null,
    unita: null,
    ip: '',
    richiestaId: '',
  };
  for (const { id } of scadute) await chiudi(tx, sistema, id, ['pronta'], 'scaduta');
}
