import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { inTransazione, type Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { pacchettoNonTrovato, rifiuto } from '../conservazione.errors.ts';
import { programma } from '../consegna/programma.ts';
import type { PartiConservazione } from '../parti.ts';
import type { TipoPacchetto } from './contenuto.ts';
import { muovi } from './muovi.ts';
import { produciPacchetto } from './produci.ts';

type Preso = {
  stato: string;
  identificativo: string;
  tipo: string;
  oggetto_id: string;
  anno: number;
  attivo: boolean;
  denominazione: string;
};

async function prendi(tx: Tx, id: string): Promise<Preso> {
  const p = await tx
    .selectFrom('pacchetto as p')
    .innerJoin('conservatore as c', 'c.id', 'p.conservatore_id')
    .select([
      'p.stato',
      'p.identificativo',
      'p.tipo',
      'p.oggetto_id',
      'p.anno',
      'c.attivo',
      'c.denominazione',
    ])
    .where('p.id', '=', id)
    .forUpdate('p')
    .executeTakeFirst();
  if (!p) throw pacchettoNonTrovato();
  return p;
}

/**
 * RN-37.3: the responsabile della conservazione confirms that a package is kept, or refuses it, with the reason.
 *
 * @throws Rifiuto `conservazione.non-inviato`, `conservazione.gia-concluso`, `conservazione.non-responsabile`
 */
export async function decidi(
  tx: Tx,
  ctx: Contesto,
  id: string,
  esito: 'conservato' | 'rifiutato',
  motivo: string | null,
): Promise<void> {
  const p = await prendi(tx, id);
  if (p.stato === 'prodotto')
    throw rifiuto(
      'non-inviato',
      'conflitto',
      'Il pacchetto non è ancora al conservatore: non c’è nulla da decidere.',
    );
  if (p.stato !== 'inviato' && p.stato !== 'preso-in-carico')
    throw rifiuto('gia-concluso', 'conflitto', `Il pacchetto è già ${p.stato}.`);
  await muovi(tx, ctx, id, { stato: esito, motivo, concluso_il: sql<Date>`istante_corrente()` });
  await traccia(
    tx,
    ctx,
    esito === 'conservato' ? 'conservazione.confermato' : 'conservazione.rifiutato',
    { tipo: 'pacchetto', id },
    { identificativo: p.identificativo, da: p.stato, motivo },
  );
}

/**
 * Again: what did not leave is tried now; of what was refused or withdrawn a new package is made, from what the thing is today.
 *
 * @returns the package to look at
 * @throws Rifiuto `conservazione.non-si-riprova`, `conservazione.conservatore-sostituito`, those of {@link produciPacchetto}
 */
export async function riprova(parti: PartiConservazione, ctx: Contesto, id: string): Promise<string> {
  const rifiutato = await inTransazione(parti.db, ctx.ente.id, async (tx) => {
    const p = await prendi(tx, id);
    if (p.stato === 'rifiutato' || p.stato === 'ritirato') return p;
    if (p.stato !== 'prodotto')
      throw rifiuto(
        'non-si-riprova',
        'conflitto',
        'Il pacchetto è già al conservatore: non si invia due volte.',
      );
    if (!p.attivo)
      throw rifiuto(
        'conservatore-sostituito',
        'conflitto',
        `Il pacchetto era per ${p.denominazione}, che non è più il conservatore: non gli si invia nulla.`,
      );
    const adesso = parti.orologio.adesso();
    await tx
      .updateTable('pacchetto')
      .set({ prossimo_il: adesso, tentativi: 0, mosso_da: ctx.attore, mosso_da_id: ctx.utenteId })
      .where('id', '=', id)
      .execute();
    await programma(tx, ctx.ente.id, id, adesso);
    await traccia(
      tx,
      ctx,
      'conservazione.riprovato',
      { tipo: 'pacchetto', id },
      { identificativo: p.identificativo },
    );
    return undefined;
  });
  if (!rifiutato) return id;
  return await produciPacchetto(parti, ctx, {
    tipo: rifiutato.tipo as TipoPacchetto,
    oggettoId: rifiutato.oggetto_id,
    anno: rifiutato.anno,
  });
}
