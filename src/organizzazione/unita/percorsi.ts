import { sql } from 'kysely';
import type { Tx } from '#platform/db';

/**
 * Names from the Area down to each unit, as the chart was on the day of an instant: what was done under a structure is shown under
 * it, whatever came after (RN-36.1).
 *
 * @returns by identity; a unit that was not there yet is missing
 */
export async function percorsiUnita(
  tx: Tx,
  istante: Date,
  ids: readonly (string | null)[],
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; percorso: string[] | null }>`
    SELECT id, percorso_unita(id, (${istante}::timestamptz AT TIME ZONE 'Europe/Rome')::date) AS percorso
    FROM unnest(${ids.filter((id) => id !== null)}::uuid[]) id`.execute(tx);
  return new Map(rows.flatMap((r) => (r.percorso ? [[r.id, r.percorso]] : [])));
}
