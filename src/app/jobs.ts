import { join } from 'node:path';
import type { TaskList } from 'graphile-worker';
import { lavoroSpazza, lavoroVerifica, type PartiDocumenti } from '#documenti';
import type { Log } from '#platform/log';
import { openFileSystemStore } from '#platform/storage';
import { lavoroAddestra } from '#suggerimenti';
import { compattaConteggi } from '#titolario';
import type { Ambiente } from './avvio/ambiente.ts';
import { avviaEsecutore } from './esecutore.ts';
import { pulisci } from './pulisci.ts';
import { tieniInVita } from './tieni-in-vita.ts';

/** Every job of the product and the slice that carries it out. A handler may run twice and must not mind. */
function compiti(parti: PartiDocumenti & { log: Log }): TaskList {
  return {
    'documenti.verifica': (contenuto) => lavoroVerifica(contenuto, parti),
    'suggerimenti.addestra': (contenuto) => lavoroAddestra(contenuto, parti),
    // Enti are found when the night comes, not when the schedule was written.
    'app.notturno': async () => {
      const enti = await parti.db.selectFrom('ente').select('id').execute();
      for (const { id } of enti) {
        await lavoroSpazza({ enteId: id }, parti);
        await pulisci(parti.db, id);
        await lavoroAddestra({ enteId: id, comunque: true }, parti);
      }
    },
    'app.quarto': async () => {
      const enti = await parti.db.selectFrom('ente').select('id').execute();
      for (const { id } of enti) {
        await compattaConteggi(parti.db, id);
        await lavoroAddestra({ enteId: id }, parti);
      }
    },
  };
}

/**
 * Runs the jobs until stopped: the outbox of the transactions, and a nightly round at 3:15 (sweeper of unreferenced uploads,
 * expired sessions and answers, suggestions learned again), and every quarter of an hour the counts of the
 * titolario folded and a look at whether there is enough new to learn from. Works as the role that owns the queue; handlers work as the application.
 */
export async function avviaLavori(ambiente: Ambiente): Promise<{ ferma: () => Promise<void> }> {
  const { db, url, log, dati } = ambiente;
  const archivio = await openFileSystemStore(join(dati, 'documenti'));
  const elenco = compiti({ db, archivio, log });
  return await tieniInVita(() => avviaEsecutore(url, elenco, log), log);
}
