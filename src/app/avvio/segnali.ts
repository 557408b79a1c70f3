import type { Terminale } from './terminale.ts';

/**
 * Resolves at the first request to stop: Ctrl-C, `kill`, the terminal closed. npm passes Ctrl-C on to a program that has
 * already had it from the terminal, so a second one counts as impatience only after a while; then the process ends at
 * once, and the guardian stops PostgreSQL.
 */
export function attendiSegnale(terminale: Terminale): Promise<NodeJS.Signals> {
  return new Promise((arrivato) => {
    let primo = 0;
    for (const segnale of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(segnale, () => {
        if (primo === 0) {
          primo = Date.now();
          arrivato(segnale);
        } else if (Date.now() - primo > 2_000) {
          terminale.scrivi('Fermato subito.');
          process.exit(1);
        }
      });
    }
  });
}
