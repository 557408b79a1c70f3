import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pausa } from 'node:timers/promises';

export const RADICE = join(import.meta.dirname, '../..');

export type Utente = { uid: number; gid: number };

/** The program as a user starts it: a process of its own, what it says, how it ended. */
export type Programma = {
  pid: number;
  /** Everything it has written so far. */
  uscita: () => string;
  /** Waits until it says where it answers, and returns the address. */
  pronto: () => Promise<string>;
  /** Exit code, or the signal that ended it. */
  fine: Promise<number | string>;
  segnala: (segnale: NodeJS.Signals) => void;
};

/** What `npm start` asks of V8: how much memory it may spare itself the trouble of giving back. */
export const OPZIONI_V8 = (
  JSON.parse(readFileSync(join(RADICE, 'package.json'), 'utf8')) as { scripts: { start: string } }
).scripts.start
  .split(' ')
  .filter((parola) => parola.startsWith('--'));

/** Starts `avvia.mjs` on a free port with only the given settings in its environment. */
export function avvia(p: {
  dati: string;
  comando?: string[];
  ambiente?: Record<string, string>;
  radice?: string;
  utente?: Utente;
}): Programma {
  const figlio = spawn(
    process.execPath,
    [...OPZIONI_V8, join(p.radice ?? RADICE, 'avvia.mjs'), ...(p.comando ?? [])],
    {
      cwd: p.radice ?? RADICE,
      env: {
        PATH: process.env.PATH,
        HOME: '/nonexistent',
        TABULARIUM_DATI: p.dati,
        TABULARIUM_PORT: '0',
        ...p.ambiente,
      },
      ...p.utente,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let testo = '';
  for (const flusso of [figlio.stdout, figlio.stderr]) {
    flusso.setEncoding('utf8').on('data', (pezzo: string) => {
      testo += pezzo;
    });
  }
  let finito = false;
  const fine = new Promise<number | string>((risolvi) => {
    figlio.once('close', (codice, segnale) => {
      finito = true;
      risolvi(codice ?? segnale ?? 'ignoto');
    });
  });
  const pronto = async (): Promise<string> => {
    for (;;) {
      const url = /è pronto: (http:\S+)/.exec(testo)?.[1];
      if (url) return url;
      if (finito) throw new Error(`Il programma è terminato prima di essere pronto:\n${testo}`);
      await pausa(50);
    }
  };
  return { pid: figlio.pid ?? 0, uscita: () => testo, pronto, fine, segnala: (s) => void figlio.kill(s) };
}

/** A folder of one test, owned by whoever will run the program; by default anybody may walk through it. */
export function cartellaProvvisoria(p: { utente?: Utente; modo?: number } = {}): string {
  const cartella = mkdtempSync(join(tmpdir(), 'tabularium-avvio-'));
  if (p.utente) chownSync(cartella, p.utente.uid, p.utente.gid);
  chmodSync(cartella, p.modo ?? 0o755);
  return cartella;
}

/** Processes that work in the folder or name it on their command line: none must be left after a stop. */
export function processiDi(cartella: string): number[] {
  return readdirSync('/proc')
    .filter((voce) => /^\d+$/.test(voce))
    .map(Number)
    .filter((pid) => {
      try {
        const riga = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return riga.includes(cartella) || readlinkSync(`/proc/${pid}/cwd`).startsWith(cartella);
      } catch {
        // Ended while we were looking.
        return false;
      }
    });
}

/** Waits until nothing of the folder runs any more; the processes still there after `secondi`, if any. */
export async function rimasti(cartella: string, secondi: number): Promise<number[]> {
  for (const termine = Date.now() + secondi * 1000; ; await pausa(50)) {
    const processi = processiDi(cartella);
    if (processi.length === 0 || Date.now() > termine) return processi;
  }
}

/** Process number of the embedded server on these data. */
export function pidPostgres(dati: string): number {
  return Number(readFileSync(join(dati, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
}

/** A clone of the program as `npm ci` leaves it, made of hard links: a second to make, nothing to download. */
export function clona(dove: string): string {
  const clone = join(dove, 'clone');
  mkdirSync(clone);
  const voci = [
    'src',
    'db',
    'avvia.mjs',
    'package.json',
    'package-lock.json',
    'vite.config.ts',
    'dist-web',
    'node_modules',
  ];
  for (const voce of voci.filter((v) => existsSync(join(RADICE, v))))
    execFileSync('cp', ['-a', ...(voce === 'node_modules' ? ['-l'] : []), join(RADICE, voce), clone]);
  return clone;
}
