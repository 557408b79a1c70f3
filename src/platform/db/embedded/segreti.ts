import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { errno } from '#platform/storage';

/** What a restart must find again: the passwords of the cluster and the port it had. */
export type SegretiCluster = { passwordProprietario: string; passwordServizio: string; porta: number | null };

const NOME = 'postgres.segreti.json';

/** Reads the secrets of the cluster under `dati`, making them the first time. The file is readable by its owner only. */
export function leggiSegreti(dati: string): SegretiCluster {
  try {
    return JSON.parse(readFileSync(join(dati, NOME), 'utf8')) as SegretiCluster;
  } catch (errore) {
    if (errno(errore) !== 'ENOENT') throw errore;
  }
  const nuovi = { passwordProprietario: parola(), passwordServizio: parola(), porta: null };
  scriviSegreti(dati, nuovi);
  return nuovi;
}

/** Written whole, flushed, then renamed: a lost password would be a lost database. */
export function scriviSegreti(dati: string, segreti: SegretiCluster): void {
  const provvisorio = join(dati, `${NOME}.nuovo`);
  const file = openSync(provvisorio, 'w', 0o600);
  writeSync(file, JSON.stringify(segreti));
  fsyncSync(file);
  closeSync(file);
  renameSync(provvisorio, join(dati, NOME));
}

function parola(): string {
  return randomBytes(24).toString('base64url');
}
