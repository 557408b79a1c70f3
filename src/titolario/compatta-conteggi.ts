import { sql } from 'kysely';
import { inTransazione, type Db } from '#platform/db';

/**
 * One row of the many that counting leaves for each entry (`conteggio_voce`, migration 0017). One statement, and so one
 * snapshot: what is added meanwhile is not seen and stays; of two that do it at once, the second finds the rows of the
 * first gone and adds up only the others.
 */
export async function compattaConteggi(db: Db, enteId: string): Promise<void> {
  await inTransazione(db, enteId, (tx) =>
    sql`
      WITH molte AS MATERIALIZED (
        SELECT c.voce_titolario_id FROM conteggio_voce c WHERE c.ente_id = ${enteId} GROUP BY 1 HAVING count(*) > 1
      ), tolte AS (
        DELETE FROM conteggio_voce c USING molte m WHERE c.ente_id = ${enteId} AND c.voce_titolario_id = m.voce_titolario_id
        RETURNING c.voce_titolario_id, c.registrazioni, c.fascicoli
      )
      INSERT INTO conteggio_voce (ente_id, voce_titolario_id, registrazioni, fascicoli)
      SELECT ${enteId}, t.voce_titolario_id, sum(t.registrazioni), sum(t.fascicoli) FROM tolte t GROUP BY 2`.execute(
      tx,
    ),
  );
}
