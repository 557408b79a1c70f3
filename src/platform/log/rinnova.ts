import { renameSync, statSync } from 'node:fs';
import type pino from 'pino';

const massimo = 20 * 1000 ** 2;
const copie = 5;

/**
 * Looks at the log once a minute and, past 20 MB, moves it to `.1` (the older ones to `.2` … `.5`) and opens a new one:
 * a small office has no logrotate and a full disk stops a register.
 *
 * @returns what ends the watch
 */
export function sorvegliaDimensione(
  file: string,
  destinazione: ReturnType<typeof pino.destination>,
): () => void {
  const rinnova = (): void => {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) < massimo) return;
    for (let n = copie; n > 0; n--) {
      const precedente = n === 1 ? file : `${file}.${n - 1}`;
      if (statSync(precedente, { throwIfNoEntry: false })) renameSync(precedente, `${file}.${n}`);
    }
    destinazione.reopen();
  };
  const sveglia = setInterval(rinnova, 60_000).unref();
  return () => clearInterval(sveglia);
}
