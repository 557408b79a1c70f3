import { join } from 'node:path';
import { Logger, parseCronItems, run, type TaskList } from 'graphile-worker';
import pg from 'pg';
import { lavoroSpazza, lavoroVerifica, type PartiDocumenti } from '#documenti';
import { configurazionePool, RUOLO_LAVORI } from '#platform/db';
import type { Log } from '#platform/log';
import { openFileSystemStore } from '#platform/storage';
import type { Ambiente } from './avvio/ambiente.ts';
import { pulisci } from './pulisci.ts';

/** Every job of the product and the slice that carries it out. A handler may run twice and must not mind. */
function compiti(parti: PartiDocumenti): TaskList {
  return {
    'documenti.verifica': (contenuto) => lavoroVerifica(contenuto, parti),
    // Enti are found when the night comes, not when the schedule was written.
    'app.notturno': async () => {
      const enti = await parti.db.selectFrom('ente').select('id').execute();
      for (const { id } of enti) {
        await lavoroSpazza({ enteId: id }, parti);
        await pulisci(parti.db, id);
      }
    },
  };
}

/** The queue's messages go where the others go. */
function diario(log: Log): Logger {
  return new Logger(() => (livello, messaggio, meta) => {
    const scrivi = livello === 'error' ? log.error : livello === 'warning' ? log.warn : log.debug;
    scrivi.call(log, { meta }, messaggio);
  });
}

/**
 * Runs the jobs until stopped: the outbox of the transactions, and a nightly round at 3:15 (sweeper of unreferenced uploads,
 * expired sessions and answers). Works as the role that owns the queue; handlers work as the application.
 */
export async function avviaLavori(ambiente: Ambiente): Promise<{ ferma: () => Promise<void> }> {
  const { db, url, log, dati } = ambiente;
  const archivio = await openFileSystemStore(join(dati, 'documenti'));
  const pool = new pg.Pool(configurazionePool(url, RUOLO_LAVORI, 4));
  const suErrore = (errore: Error): void =>
    log.warn({ err: errore }, 'coda dei lavori: connessione interrotta');
  pool.on('error', suErrore);
  pool.on('connect', (client) => client.on('error', suErrore));
  const esecutore = await run({
    pgPool: pool,
    taskList: compiti({ db, archivio, log }),
    parsedCronItems: parseCronItems([{ task: 'app.notturno', match: '15 3 * * *', identifier: 'notturno' }]),
    concurrency: 2,
    noHandleSignals: true,
    logger: diario(log),
  });
  return {
    ferma: async () => {
      await esecutore.stop();
      await pool.end();
    },
  };
}
