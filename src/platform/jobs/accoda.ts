import { sql } from 'kysely';
import type { Tx } from '#platform/db';

/**
 * Puts a job in the outbox, in the caller's transaction: it exists if and only if its cause committed. Handlers are
 * subscribed in `app/jobs.ts`; they may run twice and must not mind.
 *
 * @param nome `slice.cosa`, e.g. `registrazione.registrata`
 * @param contenuto JSON; always carries the ente, because the handler starts with no request behind it
 */
export async function accoda(
  tx: Tx,
  nome: string,
  contenuto: { enteId: string } & Record<string, unknown>,
): Promise<void> {
  await sql`SELECT accoda_lavoro(${nome}, ${JSON.stringify(contenuto)})`.execute(tx);
}
