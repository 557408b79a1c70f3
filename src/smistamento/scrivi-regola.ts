import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { datiRegola } from './dati-regola.ts';
import { leggiRegola } from './elenca-regole.ts';
import type { NuovaRegola, RegolaRiscritta, RegolaSmistamento } from './smistamento.schema.ts';

/** More would not be understood by who keeps them, nor answered while somebody types. */
const MASSIMO = 300;

/**
 * Adds a rule after the others.
 *
 * @throws Rifiuto `smistamento.troppe-regole`, and those of {@link datiRegola}
 */
export async function aggiungiRegola(tx: Tx, ctx: Contesto, nuova: NuovaRegola): Promise<RegolaSmistamento> {
  const { rows } = await sql<{ quante: number; ultimo: number; oggi: string }>`
    SELECT count(*)::integer AS quante, coalesce(max(posto), 0) AS ultimo, oggi_a_roma() AS oggi FROM regola_smistamento`.execute(
    tx,
  );
  const { quante = 0, ultimo = 0, oggi = '' } = rows[0] ?? {};
  if (quante >= MASSIMO)
    throw new Rifiuto({
      codice: 'smistamento.troppe-regole',
      categoria: 'conflitto',
      dettaglio: `Ci sono già ${MASSIMO} regole: toglierne una che non serve più.`,
    });
  const dal = nuova.dal ?? oggi;
  const { id } = await tx
    .insertInto('regola_smistamento')
    .values({
      ...(await datiRegola(tx, { ...nuova, dal })),
      dal,
      ente_id: ctx.ente.id,
      posto: ultimo + 1,
      creata_da: ctx.attore,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const regola = await leggiRegola(tx, id);
  await traccia(tx, ctx, 'smistamento.regola-aggiunta', { tipo: 'regola-smistamento', id }, regola);
  return regola;
}

/**
 * Writes a rule anew, where it is in the order.
 *
 * @throws Rifiuto `smistamento.regola-non-trovata`; `smistamento.modificata-da-altri` with the rule as it is in `dati.attuale`;
 *   those of {@link datiRegola}
 */
export async function riscriviRegola(
  tx: Tx,
  ctx: Contesto,
  id: string,
  { versione, ...nuova }: RegolaRiscritta,
): Promise<RegolaSmistamento> {
  const prima = await leggiRegola(tx, id);
  const dal = nuova.dal ?? prima.dal;
  const esito = await tx
    .updateTable('regola_smistamento')
    .set({
      ...(await datiRegola(tx, { ...nuova, dal })),
      dal,
      versione: sql<number>`versione + 1`,
      modificata_da: ctx.attore,
      modificata_il: sql<Date>`clock_timestamp()`,
    })
    .where('id', '=', id)
    .where('versione', '=', versione)
    .executeTakeFirst();
  if (esito.numUpdatedRows === 0n)
    throw new Rifiuto({
      codice: 'smistamento.modificata-da-altri',
      categoria: 'conflitto',
      dettaglio: 'Nel frattempo un altro utente ha modificato questa regola: rileggerla e riprovare.',
      dati: { attuale: prima },
    });
  const dopo = await leggiRegola(tx, id);
  await traccia(
    tx,
    ctx,
    'smistamento.regola-modificata',
    { tipo: 'regola-smistamento', id },
    { prima, dopo },
  );
  return dopo;
}

/** Takes a rule away. What it proposed was decided by people, and stays; the trail keeps what it was. */
export async function togliRegola(tx: Tx, ctx: Contesto, id: string): Promise<void> {
  const prima = await leggiRegola(tx, id);
  await tx.deleteFrom('regola_smistamento').where('id', '=', id).execute();
  await traccia(tx, ctx, 'smistamento.regola-tolta', { tipo: 'regola-smistamento', id }, prima);
}
