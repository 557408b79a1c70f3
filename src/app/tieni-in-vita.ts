import { setTimeout as pausa } from 'node:timers/promises';
import type { Log } from '#platform/log';
import type { Esecutore } from './esecutore.ts';

const RIPROVA_DOPO = 1_000;
// Whoever gave up has little left to finish; whoever is asked to stop may be in the middle of something.
const PAZIENZA = { interrotto: 1_000, fermato: 10_000 };

/**
 * Keeps the job queue running: where it gave up another is started a second later, again and again until the database is
 * back.
 *
 * @throws what the first start fails with; later ones are tried again
 */
export async function tieniInVita(
  avvia: () => Promise<Esecutore>,
  log: Log,
): Promise<{ ferma: () => Promise<void> }> {
  let attivo: Esecutore | undefined = await avvia();
  const fine = new AbortController();
  const chiesto = new Promise<void>((arrivato) => fine.signal.addEventListener('abort', () => arrivato()));
  const vita = (async () => {
    while (!fine.signal.aborted) {
      try {
        attivo ??= await avvia();
        await Promise.race([attivo.interrotto, chiesto]);
        await attivo.ferma(fine.signal.aborted ? PAZIENZA.fermato : PAZIENZA.interrotto);
        attivo = undefined;
      } catch (errore) {
        log.warn({ err: errore }, 'coda dei lavori: il riavvio non è riuscito');
      }
      if (!fine.signal.aborted) await Promise.race([pausa(RIPROVA_DOPO), chiesto]);
    }
  })();
  return {
    ferma: async () => {
      fine.abort();
      await vita;
    },
  };
}
