import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import pino from 'pino';
import { sorvegliaDimensione } from './rinnova.ts';
import { senzaSegreti } from './segreti.ts';

/** The technical log. Events are JSON, one per line, instants in UTC; what the office did is in `traccia`, not here. */
export type Log = pino.Logger;

/** The log and what closes it: everything written so far is on disk when `chiudi` returns. */
export type LogAperto = { log: Log; chiudi: () => void };

/**
 * Opens the technical log.
 *
 * @param opzioni.file absolute path; written through a small buffer, renewed when it grows past 20 MB. Without it, stdout.
 */
export async function apriLog(opzioni: { livello: string; file?: string }): Promise<LogAperto> {
  if (opzioni.file) mkdirSync(dirname(opzioni.file), { recursive: true, mode: 0o750 });
  const destinazione = pino.destination({ dest: opzioni.file ?? 1, sync: false, mode: 0o640 });
  // Open before anything goes on: a start that fails at once must be able to write why before it ends.
  if (opzioni.file) await once(destinazione, 'ready');
  const ferma = opzioni.file ? sorvegliaDimensione(opzioni.file, destinazione) : () => undefined;
  const log = pino(
    {
      level: opzioni.livello,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: senzaSegreti,
    },
    destinazione,
  );
  return {
    log,
    chiudi: () => {
      ferma();
      destinazione.flushSync();
    },
  };
}
