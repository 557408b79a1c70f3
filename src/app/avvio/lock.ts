import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pausa } from 'node:timers/promises';
import { errno } from '#platform/storage';
import { identitaProcesso } from './processo.ts';

/** Another Tabularium is at work on the same data. */
export class DatiInUso extends Error {}

type Titolare = { pid: number; identita: string; dal: string };

/**
 * Takes the data folder for this process alone: two servers on one embedded cluster would each take the other's for an
 * orphan and stop it.
 *
 * The lock is a file made complete under another name and then linked, so that it appears whole and only once. One left by a
 * process that is no more is taken over. Two starts may find the same stale lock: whoever links the marker named
 * after it wins, and looks again before replacing it, so the slower of the two can never displace a living lock.
 *
 * @returns what releases it
 * @throws DatiInUso in Italian when a living process holds it
 */
export async function prendiLock(dati: string): Promise<() => void> {
  const lock = join(dati, 'in-uso.lock');
  const presa = `${lock}.presa`;
  const nostra: Titolare = {
    pid: process.pid,
    identita: identitaProcesso(process.pid) ?? '',
    dal: new Date().toISOString(),
  };
  const completo = `${lock}.${process.pid}`;
  writeFileSync(completo, JSON.stringify(nostra), { mode: 0o644 });
  try {
    for (let giro = 0; giro < 100; giro++) {
      if (collega(completo, lock)) return rilascia(lock, nostra);
      const titolare = leggi(lock);
      if (titolare === null) continue;
      if (vivo(titolare)) throw new DatiInUso(messaggio(dati, titolare));
      if (collega(completo, presa)) {
        try {
          // Seen again under the marker: nobody else may replace it now, and its owner is dead.
          if (leggi(lock)?.identita === titolare.identita) {
            renameSync(completo, lock);
            return rilascia(lock, nostra);
          }
        } finally {
          rmSync(presa, { force: true });
        }
      } else {
        const concorrente = leggi(presa);
        if (concorrente && !vivo(concorrente)) rmSync(presa, { force: true });
        await pausa(20);
      }
    }
    throw new DatiInUso(`La cartella ${dati} è contesa da un altro avvio di Tabularium: riprovare.`);
  } finally {
    rmSync(completo, { force: true });
  }
}

function messaggio(dati: string, titolare: Titolare): string {
  const quando = new Intl.DateTimeFormat('it-IT', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: 'Europe/Rome',
  }).format(new Date(titolare.dal));
  return (
    `Tabularium è già avviato su ${dati} (processo ${titolare.pid}, dal ${quando}).\n` +
    `Usare quello, fermarlo, oppure indicare un’altra cartella con TABULARIUM_DATI.`
  );
}

function vivo(titolare: Titolare): boolean {
  return identitaProcesso(titolare.pid) === titolare.identita;
}

function collega(da: string, a: string): boolean {
  try {
    linkSync(da, a);
    return true;
  } catch (errore) {
    if (errore instanceof Error && 'code' in errore && errore.code === 'EEXIST') return false;
    throw errore;
  }
}

function leggi(file: string): Titolare | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Titolare;
  } catch (errore) {
    if (errno(errore) === 'ENOENT') return null;
    throw errore;
  }
}

function rilascia(lock: string, nostra: Titolare): () => void {
  return () => {
    if (leggi(lock)?.identita === nostra.identita) rmSync(lock, { force: true });
  };
}
