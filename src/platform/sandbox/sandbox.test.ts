import { expect, test } from 'vitest';
import { Sandbox, type SandboxLimits } from './sandbox.ts';

const limiti: SandboxLimits = { time: 3000, heap: 32, buffers: 64, workers: 2, queue: 4 };

/** A worker that does what the job says: answer, refuse, spin, or eat memory. */
const operaio = new URL(
  `data:text/javascript,${encodeURIComponent(`
  import { parentPort, threadId } from 'node:worker_threads';
  parentPort.on('message', (job) => {
    if (job.bytes) job.bytes.fill(0);
    if (job.what === 'spin') for (;;);
    if (job.what === 'heap') { const all = []; for (;;) all.push(new Array(1000).fill(Math.random())); }
    if (job.what === 'buffers') { const all = []; for (;;) all.push(new Uint8Array(1 << 20).fill(1)); }
    if (job.what === 'throw') throw new Error('guasto');
    if (job.what === 'exit') process.exit(3);
    if (job.what === 'refuse') return parentPort.postMessage({ refused: 'unreadable', detail: 'illeggibile' });
    setTimeout(() => parentPort.postMessage({ result: threadId }), job.wait ?? 0);
  });`)}`,
);

type Lavoro = { what?: string; wait?: number; bytes?: Uint8Array };
const nuova = (modifiche: Partial<SandboxLimits> = {}): Sandbox<Lavoro, number> =>
  new Sandbox(operaio, { ...limiti, ...modifiche });

test('chi finisce bene serve anche per il lavoro seguente', async () => {
  const recinto = nuova();
  expect(await recinto.run({})).toBe(await recinto.run({}));
});

test.each(['spin', 'heap', 'buffers'])(
  'chi passa il limite («%s») è fermato, e il lavoro seguente riesce',
  async (what) => {
    const recinto = nuova();
    await expect(recinto.run({ what })).rejects.toMatchObject({ reason: 'tooComplex' });
    expect(await recinto.run({})).toBeGreaterThan(0);
  },
);

test('il rifiuto del lavoratore torna con la sua ragione', async () => {
  await expect(nuova().run({ what: 'refuse' })).rejects.toMatchObject({
    reason: 'unreadable',
    message: 'illeggibile',
  });
});

test.each(['throw', 'exit'])(
  'un lavoratore che muore («%s») è un errore, non un’attesa senza fine',
  async (what) => {
    const recinto = nuova();
    await expect(recinto.run({ what })).rejects.toThrow(/guasto|code 3/);
    expect(await recinto.run({})).toBeGreaterThan(0);
  },
);

test('i lavori oltre il numero dei lavoratori aspettano; oltre la coda sono rifiutati', async () => {
  const recinto = nuova();
  const esiti = await Promise.allSettled(Array.from({ length: 8 }, () => recinto.run({ wait: 100 })));
  expect(esiti.map(({ status }) => status)).toEqual([
    ...Array<string>(6).fill('fulfilled'),
    'rejected',
    'rejected',
  ]);
  expect(esiti.at(-1)).toMatchObject({ reason: { reason: 'busy' } });
});

test('i byte di chi chiede non cambiano, qualunque cosa ne faccia il lavoratore', async () => {
  const bytes = Uint8Array.of(1, 2, 3);
  await nuova().run({ bytes });
  expect([...bytes]).toEqual([1, 2, 3]);
});
