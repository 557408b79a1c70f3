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

/**
 * Puts something more into a job that waits, or begins it: many causes within `secondi` are one job. For work that is
 * worth doing soon but not at each cause, as reading back what was stored.
 *
 * @param nome name of the job; its handler gets an array
 * @param voce one element of that array; always with the ente, and jobs of different enti stay apart
 */
export async function raccogli(
  tx: Tx,
  nome: string,
  voce: { enteId: string } & Record<string, unknown>,
  secondi: number,
): Promise<void> {
  await sql`SELECT raccogli_lavoro(${nome}, ${`${nome}:${voce.enteId}`}, ${JSON.stringify([voce])},
    make_interval(secs => ${secondi}))`.execute(tx);
}

/**
 * A job for a moment to come. One waits for each `chiave`: asked again, it takes the new moment.
 *
 * @param chiave unique among all jobs: `pec.spedisci:<id>`
 */
export async function accodaPer(
  tx: Tx,
  nome: string,
  chiave: string,
  contenuto: { enteId: string } & Record<string, unknown>,
  quando: Date,
): Promise<void> {
  await sql`SELECT accoda_lavoro_per(${nome}, ${chiave}, ${JSON.stringify(contenuto)}, ${quando})`.execute(
    tx,
  );
}
