import type { WorkerEvents } from 'graphile-worker';

// Idle hands look for work every two seconds: after this long without an answer they are not going to get one.
const SILENZIO = 15_000;

/**
 * Tells when free hands have not been answered about work for a while. A long job is not silence: its hand is not free. To have
 * asked is not enough: when the connection breaks while the queue's library reads which tasks there are, it keeps that failure
 * and answers every later question with it.
 *
 * @param mani how many jobs may run at once
 * @returns `silenzio` resolves when it has lasted; `inMano` gives the ids of the jobs being carried out
 */
export function sorveglia(
  events: WorkerEvents,
  mani: number,
): { silenzio: Promise<void>; inMano: () => string[]; smetti: () => void } {
  const inMano = new Set<string>();
  let ultimo = Date.now();
  const vivo = (): void => void (ultimo = Date.now());
  events.on('worker:getJob:empty', vivo);
  events.on('job:start', ({ job }) => {
    inMano.add(String(job.id));
    vivo();
  });
  events.on('job:complete', ({ job }) => {
    inMano.delete(String(job.id));
    vivo();
  });
  let ronda: NodeJS.Timeout | undefined;
  const silenzio = new Promise<void>((arrivato) => {
    ronda = setInterval(() => {
      if (inMano.size < mani && Date.now() - ultimo > SILENZIO) arrivato();
    }, 1_000).unref();
  });
  return { silenzio, inMano: () => [...inMano], smetti: () => clearInterval(ronda) };
}
