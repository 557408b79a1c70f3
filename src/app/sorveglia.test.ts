import { EventEmitter } from 'node:events';
import type { WorkerEvents } from 'graphile-worker';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sorveglia } from './sorveglia.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function dopo(secondi: number, ogniSecondo: (events: WorkerEvents) => void): Promise<boolean> {
  const events: WorkerEvents = new EventEmitter();
  const { silenzio, smetti } = sorveglia(events, 2);
  let taciuto = false;
  void silenzio.then(() => (taciuto = true));
  for (let i = 0; i < secondi; i++) {
    ogniSecondo(events);
    await vi.advanceTimersByTimeAsync(1_000);
  }
  smetti();
  return taciuto;
}
let lavori = 0;
const emetti = (events: WorkerEvents, nome: string): void =>
  void (events as EventEmitter).emit(nome, { job: { id: String(++lavori) } });

test('chi chiede lavoro e riceve soltanto errori è come chi tace', async () => {
  const soloErrori = (events: WorkerEvents): void => {
    emetti(events, 'worker:getJob:start');
    emetti(events, 'worker:getJob:error');
  };
  expect(await dopo(14, soloErrori)).toBe(false);
  expect(await dopo(18, soloErrori)).toBe(true);
});

test('chi trova la coda vuota non tace, e nemmeno chi ha le mani occupate da un lavoro lungo', async () => {
  expect(await dopo(60, (events) => emetti(events, 'worker:getJob:empty'))).toBe(false);
  let presi = 0;
  expect(await dopo(60, (events) => void (presi++ < 2 && emetti(events, 'job:start')))).toBe(false);
});
