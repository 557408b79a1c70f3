import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Addestramento, Registrata } from './addestra.ts';

/** Weights for 125 answers are 64 MB, twice; examples are 1 KB each. */
const MEMORIA_MB = 1024;

/**
 * {@link addestra} in a thread of its own.
 *
 * @throws what the thread died of, memory included
 */
export async function addestraAltrove(
  registrate: Registrata[],
  avvio: Registrata[],
): Promise<{ contenuto: Buffer; misure: Addestramento['misure'] }> {
  const worker = new Worker(new URL('addestra.worker.ts', import.meta.url), {
    workerData: { registrate, avvio },
    resourceLimits: { maxOldGenerationSizeMb: MEMORIA_MB },
  });
  try {
    const [esito] = (await Promise.race([
      once(worker, 'message'),
      once(worker, 'exit').then(() => {
        throw new Error('l’apprendimento dei suggerimenti è finito senza un modello');
      }),
    ])) as [{ contenuto: Uint8Array; misure: Addestramento['misure'] }];
    return { contenuto: Buffer.from(esito.contenuto), misure: esito.misure };
  } finally {
    await worker.terminate();
  }
}
