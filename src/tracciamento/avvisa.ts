import { sql } from 'kysely';
import type { Tx } from '#platform/db';

/**
 * Raises a warning that stays on the screens of those who can act until one of them closes it. The same warning raised
 * again counts up instead of multiplying.
 */
export async function avvisa(
  tx: Tx,
  enteId: string,
  codice: string,
  testo: string,
  dettaglio: Record<string, unknown> = {},
): Promise<void> {
  await sql`
    INSERT INTO avviso (ente_id, codice, testo, dettaglio) VALUES (${enteId}, ${codice}, ${testo}, ${JSON.stringify(dettaglio)})
    ON CONFLICT (ente_id, codice) WHERE risolto_il IS NULL
    DO UPDATE SET ultimo_il = clock_timestamp(), volte = avviso.volte + 1, testo = excluded.testo, dettaglio = excluded.dettaglio`.execute(
    tx,
  );
}
