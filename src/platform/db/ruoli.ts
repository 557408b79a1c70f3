import type pg from 'pg';
import { RUOLO_APPLICAZIONE, RUOLO_LAVORI, RUOLO_LETTORE, RUOLO_RICERCA } from './pool.ts';

const RUOLI = [RUOLO_APPLICAZIONE, RUOLO_LAVORI, RUOLO_LETTORE, RUOLO_RICERCA];

/**
 * Creates the cluster's roles where they are missing and makes the connected owner a member of them. Four that
 * cannot sign in: the application (no UPDATE or DELETE where the law forbids it), the jobs (owns the queue), a reader, and
 * the search (owns the functions that search, which nobody else may become).
 *
 * @throws Error in Italian, with the statements to run, when the owner may not create roles.
 */
export async function creaRuoli(client: pg.ClientBase): Promise<void> {
  // Roles belong to the whole cluster: two databases migrated at once must not both try.
  await client.query('SELECT pg_advisory_lock(884210)');
  try {
    for (const ruolo of RUOLI) {
      const esiste = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [ruolo]);
      if (esiste.rowCount === 0) await client.query(`CREATE ROLE ${ruolo} NOLOGIN`);
      // From PostgreSQL 16 on, who creates a role is its member and still may not become it.
      const membro = await client.query<{ si: boolean }>(
        `SELECT pg_has_role(current_user, $1,
           CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) AS si`,
        [ruolo],
      );
      if (!membro.rows[0]?.si) await client.query(`GRANT ${ruolo} TO CURRENT_USER`);
    }
  } catch (errore) {
    throw new Error(
      `L'utente della banca dati non può creare i ruoli di Tabularium. Un amministratore di PostgreSQL esegua:\n` +
        RUOLI.map((r) => `  CREATE ROLE ${r} NOLOGIN; GRANT ${r} TO <utente>;`).join('\n'),
      { cause: errore },
    );
  } finally {
    await client.query('SELECT pg_advisory_unlock(884210)');
  }
}
