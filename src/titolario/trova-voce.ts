import { sql } from 'kysely';
import type { Tx } from '#platform/db';

/** A titolario entry as a registration keeps it. */
export type VoceTrovata = { id: string; codice: string; denominazione: string };

/** The entry with that code in the titolario in use today (Europe/Rome); undefined when there is none. */
export async function trovaVoce(tx: Tx, codice: string): Promise<VoceTrovata | undefined> {
  const { rows } = await sql<VoceTrovata>`
    SELECT v.id, v.codice, v.denominazione
    FROM voce_titolario v JOIN titolario t ON t.id = v.titolario_id
    WHERE v.codice = ${codice}
      AND (clock_timestamp() AT TIME ZONE 'Europe/Rome')::date BETWEEN t.in_uso_dal AND coalesce(t.in_uso_al, 'infinity'::date)
    ORDER BY t.in_uso_dal DESC LIMIT 1`.execute(tx);
  return rows[0];
}
