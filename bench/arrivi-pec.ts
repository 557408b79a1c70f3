import { createHash } from 'node:crypto';
import { setTimeout as pausa } from 'node:timers/promises';
import type { BancoPec } from './banco-pec.ts';

/** Milliseconds from when the server has a message to when it is on the desk, for messages that come one at a time, when they like. */
export async function arrivi(
  banco: BancoPec,
  casella: string,
  quanti: number,
  nuovo: () => Buffer,
  deposita: (byte: Buffer) => Promise<void>,
): Promise<number[]> {
  // Box opened and looked at: what is measured is the arrival.
  await banco.aperta(casella);
  const durate: number[] = [];
  for (let i = 0; i < quanti; i++) {
    await pausa(200 + Math.random() * 1500);
    const byte = nuovo();
    const impronta = createHash('sha256').update(byte).digest('hex');
    await deposita(byte);
    const inizio = performance.now();
    while (!(await banco.sulTavolo(casella, impronta))) {
      if (performance.now() - inizio > 90_000) throw new Error('un messaggio non arriva');
      await pausa(10);
    }
    durate.push(performance.now() - inizio);
  }
  return durate;
}
