import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#platform/db';

/** Days that every look goes through; what is older is among the arretrate. */
export const GIORNI = 31;

/** Beginning, in Rome, of a day that is an expression of SQL. */
export const inizioDi = (giorno: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(${giorno})::timestamp AT TIME ZONE 'Europe/Rome'`;

const chiave = (registroId: string): RawBuilder<unknown> =>
  sql`hashtextextended(${`vidimazioni-arretrate/${registroId}`}, 0)`;

/** Nobody signs while the arretrate of the register are looked for: what one signs the other would write down as unsigned. */
export async function fermaFirme(tx: Tx, registroId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${chiave(registroId)})`.execute(tx);
}

/** The arretrate of the register are not looked for while somebody signs; many may sign. */
export async function fermaRicerca(tx: Tx, registroId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock_shared(${chiave(registroId)})`.execute(tx);
}

/** What was signed awaits no more. */
export async function togliArretrate(tx: Tx, giornalieroId: string, areaId: string): Promise<void> {
  await sql`DELETE FROM vidimazione_arretrata x WHERE x.giornaliero_id = ${giornalieroId} AND area_che_vidima(x.unita_id) = ${areaId}`.execute(
    tx,
  );
}
