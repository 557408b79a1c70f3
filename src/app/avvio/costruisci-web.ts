import { spawn } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Fermata } from './fermata.ts';
import { RADICE } from './radice.ts';

const sorgenti = ['src/web', 'vite.config.ts', 'package-lock.json'];

/**
 * Makes the browser part when it is missing or older than its sources (a fresh clone, an update). Built under another
 * name and renamed, so that an interrupted build is never served.
 *
 * @param riserva folder for the built files where the clone is not ours to write
 * @param annuncia called before a build, which takes some seconds
 * @returns the folder to serve, and whether it was built now
 * @throws Fermata with the words of Vite
 */
export async function costruisciWeb(
  riserva: string,
  annuncia: () => void,
): Promise<{ cartella: string; costruito: boolean }> {
  const nelClone = join(RADICE, 'dist-web');
  if (aggiornato(nelClone)) return { cartella: nelClone, costruito: false };
  const cartella = scrivibile(RADICE) ? nelClone : join(riserva, 'dist-web');
  if (aggiornato(cartella)) return { cartella, costruito: false };
  rimuoviAbbandonate(dirname(cartella));
  const provvisoria = mkdtempSync(join(dirname(cartella), PROVVISORIA));
  annuncia();
  try {
    await vite(provvisoria);
    // Made for us alone; served, one day, by another user.
    chmodSync(provvisoria, 0o755);
    // Another start on the same clone may have built them meanwhile: either's are good.
    if (!aggiornato(cartella)) {
      rmSync(cartella, { recursive: true, force: true });
      renameSync(provvisoria, cartella);
    }
  } finally {
    rmSync(provvisoria, { recursive: true, force: true });
  }
  return { cartella, costruito: true };
}

const PROVVISORIA = 'dist-web.in-corso-';

/** What builds interrupted long ago left behind. */
function rimuoviAbbandonate(dove: string): void {
  for (const voce of readdirSync(dove).filter((nome) => nome.startsWith(PROVVISORIA))) {
    const percorso = join(dove, voce);
    if (Date.now() - statSync(percorso).mtimeMs > 600_000) rmSync(percorso, { recursive: true, force: true });
  }
}

function aggiornato(cartella: string): boolean {
  const indice = statSync(join(cartella, 'index.html'), { throwIfNoEntry: false });
  if (!indice) return false;
  return sorgenti.every((voce) => ultimaModifica(join(RADICE, voce)) <= indice.mtimeMs);
}

function ultimaModifica(percorso: string): number {
  if (!existsSync(percorso)) return 0;
  const stato = statSync(percorso);
  if (!stato.isDirectory()) return stato.mtimeMs;
  return Math.max(
    stato.mtimeMs,
    ...readdirSync(percorso).map((voce) => ultimaModifica(join(percorso, voce))),
  );
}

function scrivibile(cartella: string): boolean {
  try {
    accessSync(cartella, constants.W_OK);
    return true;
  } catch {
    // Any reason will do: the answer is that we may not write here.
    return false;
  }
}

async function vite(uscita: string): Promise<void> {
  const pacchetto = createRequire(import.meta.url).resolve('vite/package.json');
  const argomenti = [
    join(dirname(pacchetto), 'bin/vite.js'),
    'build',
    '--outDir',
    uscita,
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ];
  const figlio = spawn(process.execPath, argomenti, {
    cwd: RADICE,
    // Production whatever the caller's environment says; the secrets of our settings are no business of a build.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let parole = '';
  const raccogli = (pezzo: Buffer): void => {
    parole += pezzo.toString();
  };
  figlio.stdout.on('data', raccogli);
  figlio.stderr.on('data', raccogli);
  const codice = await new Promise<number | null>((fine, errore) => {
    figlio.once('error', errore);
    figlio.once('close', fine);
  });
  if (codice !== 0)
    throw new Fermata(
      `Le pagine per il browser non si sono potute costruire. Vite dice:\n${stripVTControlCharacters(parole).trim()}`,
    );
}
