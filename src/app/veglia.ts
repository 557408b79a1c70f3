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

// What the queue gave us and nobody here is doing: the answer was lost with the connection it was coming by.
const SMARRITI = `SELECT id::text, locked_at::text AS da FROM graphile_worker._private_jobs WHERE locked_by = $1 AND id <> ALL ($2::bigint[])`;
const RENDI = `UPDATE graphile_worker._private_jobs SET locked_by = NULL, locked_at = NULL
  WHERE locked_by = $1 AND (id::text, locked_at::text) IN (SELECT * FROM unnest($2::text[], $3::text[]))`;
type Preso = { id: string; da: string };

/**
 * Says that this run of the queue is alive, as long as the process is, and gives back what the dead were holding: left to itself
 * the queue gives back after four hours the jobs of a process that was killed. So for the jobs it gave to this very run, if two
 * rounds find them in nobody's hands. A handler may run twice and must not mind.
 *
 * @param chi id of the run, which its jobs are locked by
 * @param inMano ids of the jobs it is carrying out
 */
export async function veglia(
  url: string,
  chi: string,
  inMano: () => string[],
  log: Log,
): Promise<{ smetti: () => Promise<void> }> {
  let client: pg.Client | undefined;
  let chiuso = false;
  let sospetti: Preso[] = [];
  const rendiSmarriti = async (db: pg.Client): Promise<void> => {
    const { rows } = await db.query<Preso>(SMARRITI, [chi, inMano()]);
    const smarriti = rows.filter((r) => sospetti.some((s) => s.id === r.id && s.da === r.da));
    sospetti = rows;
    if (smarriti.length === 0) return;
    await db.query(RENDI, [chi, smarriti.map((s) => s.id), smarriti.map((s) => s.da)]);
    log.info({ quanti: smarriti.length }, 'coda dei lavori: restituiti i lavori presi e mai arrivati');
  };
  // A connection in doubt is closed, not forgotten: open, it would go on holding the lock and the next would wait for it for ever.
  const chiudi = async (vecchio: pg.Client): Promise<void> => {
    if (client === vecchio) client = undefined;
    await Promise.race([vecchio.end().catch(() => undefined), pausa(PAZIENZA, undefined, { ref: false })]);
  };
  const apri = async (): Promise<pg.Client> => {
    const nuovo = new pg.Client(configurazionePool(url, RUOLO_LAVORI));
    // A connection that broke is made again at the next round; until then another node may take our jobs for a dead one's.
    nuovo.on('error', () => void chiudi(nuovo));
    try {
      await nuovo.connect();
      await nuovo.query(TIENI, [chi]);
    } catch (errore) {
      await chiudi(nuovo);
      throw errore;
    }
    return nuovo;
  };
  const giro = async (): Promise<void> => {
    const db = client ?? (await apri());
    if (chiuso) return await chiudi(db);
    client = db;
    try {
      const { rows } = await db.query<{ quanti: number }>(LIBERA, [chi]);
      if (rows[0]?.quanti)
        log.info({ quanti: rows[0].quanti }, 'coda dei lavori: restituiti i lavori di chi non c’è più');
      await rendiSmarriti(db);
    } catch (errore) {
      await chiudi(db);
      throw errore;
    }
  };
  let inCorso: Promise<void> | undefined;
  const tenta = (): Promise<void> =>
    (inCorso ??= giro()
      .catch((errore: unknown) =>
        log.warn({ err: errore }, 'coda dei lavori: non si è potuto guardare chi è vivo'),
      )
      .finally(() => (inCorso = undefined)));
  await tenta();
  const ronda = setInterval(() => void (chiuso || tenta()), OGNI).unref();
  return {
    smetti: async () => {
      chiuso = true;
      clearInterval(ronda);
      if (client) await chiudi(client);
    },
  };
}
