import { stat } from 'node:fs/promises';
import { Sandbox, SandboxRefused } from '#platform/sandbox';
import { REGOLE_PREDEFINITE, type RegoleCasella } from '../regole/configurazione.ts';
import type { Autorita } from './catena.ts';
import { LetturaRifiutata, type Lettura, type Letto, type Sorgente } from './lettura.ts';

const TEMPO = 2000;
const BYTE_AL_SECONDO = 10 * 1024 * 1024;

const recinto = new Sandbox<Lettura, Letto, 'alterato'>(new URL('./lettore.worker.ts', import.meta.url), {
  time: TEMPO,
  // Loading the libraries, on a machine that does other things.
  boot: 10_000,
  // 256 MB between the two.
  heap: 96,
  buffers: 160,
  workers: 2,
  queue: 64,
});

/**
 * Reads and examines a message in a thread of its own, within two seconds (and one more for each ten megabytes) and 256 MB, whatever the
 * message does.
 *
 * @throws LetturaRifiutata; what reading the size of the file throws
 */
export async function leggi(
  sorgente: Sorgente,
  opzioni: { autorita: Autorita[]; regole?: RegoleCasella; scansioni?: string[] },
): Promise<Letto> {
  const dimensione = 'file' in sorgente ? (await stat(sorgente.file)).size : sorgente.byte.length;
  const { autorita, regole = REGOLE_PREDEFINITE, scansioni = [] } = opzioni;
  const tempo = TEMPO + (dimensione / BYTE_AL_SECONDO) * 1000;
  try {
    return await recinto.run({ sorgente, autorita, regole, scansioni }, tempo);
  } catch (errore) {
    throw rifiuto(errore);
  }
}

const MOTIVI = { busy: 'occupato', tooComplex: 'oltre-i-limiti', alterato: 'alterato' } as const;

function rifiuto(errore: unknown): LetturaRifiutata {
  if (!(errore instanceof SandboxRefused))
    return new LetturaRifiutata('guasto', 'il messaggio ha fermato chi lo leggeva', { cause: errore });
  return new LetturaRifiutata(MOTIVI[errore.reason as keyof typeof MOTIVI], errore.message, {
    cause: errore,
  });
}
