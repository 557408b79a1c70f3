import { EventEmitter, once } from 'node:events';
import { setTimeout as pausa } from 'node:timers/promises';
import { Logger, parseCronItems, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import { configurazionePool, RUOLO_LAVORI } from '#platform/db';
import type { Log } from '#platform/log';
import { ConnessioniReseUnaVolta } from './connessioni-rese-una-volta.ts';
import { sorveglia } from './sorveglia.ts';
import { veglia } from './veglia.ts';

const CONCORRENZA = 2;

/** A run of the job queue: `interrotto` resolves when it gave up by itself, or stopped looking; `ferma` ends it. */
export type Esecutore = {
  interrotto: Promise<void>;
  /** @param pazienza how long jobs under way may take to finish, ms */
  ferma: (pazienza: number) => Promise<void>;
};

/**
 * The queue's messages go where the others go, with the error and nothing else: what they carry has the job, and in it what it is about,
 * which may be of persons. Which job it was is in the words of the message.
 */
function diario(log: Log): Logger {
  return new Logger(() => (livello, messaggio, meta) => {
    const scrivi = livello === 'error' ? log.error : livello === 'warning' ? log.warn : log.debug;
    scrivi.call(log, { err: meta?.error ?? meta?.fatalError }, messaggio);
  });
}

/**
 * Runs the queue on connections of its own, which `ferma` closes whatever state they are in.
 *
 * When the database breaks a connection just as the outcome of a job is being written, the queue's library gives up, and
 * may then wait for ever for itself; unless outcomes are batched it does worse, and lets a rejection that nobody awaits
 * end the process. So they are batched, the moment it gives up is told to the caller, and its own end is not awaited.
 * It may also stop looking for jobs without giving up: hands that are free and silent count as given up.
 *
 * @throws what PostgreSQL says when it cannot be reached
 */
export async function avviaEsecutore(url: string, compiti: TaskList, log: Log): Promise<Esecutore> {
  const pool = new ConnessioniReseUnaVolta(configurazionePool(url, RUOLO_LAVORI, 4));
  const connessioni = new Set<pg.Client>();
  const suErrore = (errore: Error): void =>
    log.warn({ err: errore }, 'coda dei lavori: connessione interrotta');
  pool.on('error', suErrore);
  pool.on('connect', (client) => {
    connessioni.add(client);
    client.on('error', suErrore);
  });
  pool.on('remove', (client) => connessioni.delete(client));

  const events: WorkerEvents = new EventEmitter();
  const rinuncia = new Promise<void>((arrivato) => events.once('pool:gracefulShutdown', () => arrivato()));
  const guardia = sorveglia(events, CONCORRENZA);
  const creato = once(events, 'pool:create') as Promise<[{ workerPool: { id: string } }]>;
  const esecutore = await run({
    pgPool: pool,
    events,
    taskList: compiti,
    parsedCronItems: parseCronItems([
      { task: 'app.notturno', match: '15 3 * * *', identifier: 'notturno' },
      { task: 'app.ora', match: '0 * * * *', identifier: 'ora' },
      { task: 'app.quarto', match: '*/15 * * * *', identifier: 'quarto' },
    ]),
    concurrency: CONCORRENZA,
    noHandleSignals: true,
    logger: diario(log),
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  }).catch((errore: unknown) => {
    pool.end().catch(suErrore);
    throw errore;
  });
  esecutore.promise.catch((errore: unknown) => log.warn({ err: errore }, 'coda dei lavori interrotta'));
  const [{ workerPool }] = await creato;
  const vivo = await veglia(url, workerPool.id, guardia.inMano, log);
  return {
    interrotto: Promise.race([rinuncia, guardia.silenzio]),
    ferma: async (pazienza) => {
      guardia.smetti();
      const fermato = esecutore
        .stop()
        .catch((errore: unknown) => log.debug({ err: errore }, 'coda dei lavori già ferma'));
      await Promise.race([fermato, pausa(pazienza, undefined, { ref: false })]);
      // Not awaited: the pool waits for connections that the library may never give back.
      pool.end().catch(suErrore);
      // Nor this for longer: of a connection that broke half-way the end may never be told.
      const chiuse = Promise.all([...connessioni].map((client) => client.end().catch(suErrore)));
      await Promise.race([chiuse, pausa(pazienza, undefined, { ref: false })]);
      await vivo.smetti();
    },
  };
}
