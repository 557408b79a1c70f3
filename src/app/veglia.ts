import { setTimeout as pausa } from 'node:timers/promises';
import pg from 'pg';
import { configurazionePool, RUOLO_LAVORI } from '#platform/db';
import type { Log } from '#platform/log';

const OGNI = 5_000;
const PAZIENZA = 2_000;

const TIENI = `SELECT pg_advisory_lock(hashtextextended('lavori/' || $1, 0))`;
// Whoever holds jobs and not his lock is gone. Functions that try locks are called for each row, not before the filter.
const LIBERA = `WITH altri AS MATERIALIZED (
    SELECT DISTINCT locked_by FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL AND locked_by <> $1
    UNION SELECT locked_by FROM graphile_worker._private_job_queues WHERE locked_by IS NOT NULL AND locked_by <> $1
  ), morti AS MATERIALIZED (
    SELECT locked_by FROM altri WHERE pg_try_advisory_xact_lock(hashtextextended('lavori/' || locked_by, 0)))
  SELECT graphile_worker.force_unlock_workers(coalesce(array_agg(locked_by), '{}')), count(*)::integer AS quanti FROM morti`;

/**
 * Says that this run of the queue is alive, as long as the process is, and gives back what the dead were holding: left to itself
 * the queue gives back after four hours the jobs of a process that was killed. A handler may run twice and must not mind.
 *
 * @param chi id of the run, which its jobs are locked by
 */
export async function veglia(url: string, chi: string, log: Log): Promise<{ smetti: () => Promise<void> }> {
  let client: pg.Client | undefined;
  let chiuso = false;
  const giro = async (): Promise<void> => {
    if (!client) {
      const nuovo = new pg.Client(configurazionePool(url, RUOLO_LAVORI));
      // A connection that broke is made again at the next round; until then another node may take our jobs for a dead one's.
      nuovo.on('error', () => (client = undefined));
      await nuovo.connect();
      await nuovo.query(TIENI, [chi]);
      client = nuovo;
    }
    const { rows } = await client.query<{ quanti: number }>(LIBERA, [chi]);
    if (rows[0]?.quanti)
      log.info({ quanti: rows[0].quanti }, 'coda dei lavori: restituiti i lavori di chi non c’è più');
  };
  const tenta = (): Promise<void> =>
    giro().catch((errore: unknown) => {
      client = undefined;
      log.warn({ err: errore }, 'coda dei lavori: non si è potuto guardare chi è vivo');
    });
  await tenta();
  const ronda = setInterval(() => void (chiuso || tenta()), OGNI).unref();
  return {
    smetti: async () => {
      chiuso = true;
      clearInterval(ronda);
      const fine = client?.end().catch(() => undefined);
      await Promise.race([fine, pausa(PAZIENZA, undefined, { ref: false })]);
    },
  };
}
