// `npm test`: everything that must hold before a change is shared, from fast to slow, stopping at the first that fails.
//   npm test                    all
//   npm test -- registra        all static steps, then only the test files whose path contains "registra"
//   npm test -- --solo-vitest   no static steps
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { preparaPacchetti } from './support/pacchetti.ts';
import { type Esiti } from './support/relatore.ts';

const RADICE = join(import.meta.dirname, '..');
// The tools' own `#!/usr/bin/env node` must find the Node of the lockfile, also when this file is not run by npm.
const PATH = `${join(RADICE, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`;
const argomenti = process.argv.slice(2).filter((argomento) => argomento !== '--solo-vitest');
const soloVitest = process.argv.includes('--solo-vitest');

interface Passo {
  nome: string;
  /** Resolves to a remark for the report, or throws with the output to be shown. */
  esegui: (stop: AbortSignal) => Promise<string | undefined>;
}

// Each uses one core: what eslint leaves idle the others use meanwhile, one after the other.
const STATICI: Passo[][] = [
  [{ nome: 'regole (eslint)', esegui: (stop) => programma(stop, 'eslint', '.', '--max-warnings', '0') }],
  [
    {
      nome: 'formato (prettier)',
      esegui: (stop) => programma(stop, 'prettier', '--check', '--log-level', 'warn', '.'),
    },
    { nome: 'tipi (tsc)', esegui: (stop) => programma(stop, 'tsc', '--noEmit') },
    {
      nome: 'strati e cicli (dependency-cruiser)',
      esegui: (stop) => programma(stop, 'depcruise', 'src', 'test', 'bench', 'valuta'),
    },
    {
      nome: 'documenti generati',
      esegui: (stop) => lancia(stop, process.execPath, ['docs/genera.ts', '--verifica']),
    },
  ],
];

const inizio = performance.now();

class PassoFallito extends Error {
  readonly passo: string;
  constructor(passo: string, uscita: string) {
    super(uscita.trimEnd());
    this.passo = passo;
  }
}

/** Does the lines of steps side by side; the first step that fails stops them all, and is the one told. */
async function affianca(file: Passo[][]): Promise<void> {
  const fine = new AbortController();
  try {
    await Promise.all(
      file.map(async (passi) => {
        for (const passo of passi) await svolgi(passo, fine.signal);
      }),
    );
  } finally {
    fine.abort();
  }
}

async function svolgi(passo: Passo, stop: AbortSignal): Promise<void> {
  const avvio = performance.now();
  try {
    const nota = await passo.esegui(stop);
    console.log(`✓ ${passo.nome} ${secondi(avvio)}${nota ? ` — ${nota}` : ''}`);
  } catch (errore) {
    throw new PassoFallito(passo.nome, errore instanceof Error ? errore.message : String(errore));
  }
}

/** A program of node_modules, on the Node that runs this file. */
function programma(stop: AbortSignal, nome: string, ...opzioni: string[]): Promise<undefined> {
  return lancia(stop, join(RADICE, 'node_modules/.bin', nome), opzioni);
}

/** Runs silently; an exit code other than 0 becomes an error that carries all that was printed. */
function lancia(stop: AbortSignal, comando: string, opzioni: string[]): Promise<undefined> {
  return new Promise((riuscito, fallito) => {
    const figlio = spawn(comando, opzioni, {
      cwd: RADICE,
      env: { ...process.env, PATH },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: stop,
    });
    let uscita = '';
    const raccogli = (pezzo: Buffer): void => {
      uscita += pezzo.toString();
    };
    figlio.stdout.on('data', raccogli);
    figlio.stderr.on('data', raccogli);
    figlio.on('error', fallito);
    figlio.on('close', (codice) => (codice === 0 ? riuscito(undefined) : fallito(new Error(uscita))));
  });
}

/** Runs vitest on the terminal, then counts. Returns the exit code. */
async function prove(): Promise<number> {
  const cartella = mkdtempSync(join(tmpdir(), 'tabularium-esiti-'));
  const file = join(cartella, 'esiti.json');
  const codice = await new Promise<number>((concluso, fallito) => {
    const figlio = spawn(join(RADICE, 'node_modules/.bin/vitest'), ['run', ...argomenti], {
      cwd: RADICE,
      stdio: 'inherit',
      env: { ...process.env, PATH, TABULARIUM_ESITI: file },
    });
    figlio.on('error', fallito);
    figlio.on('close', (uscita) => concluso(uscita ?? 1));
  });
  const esiti = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Esiti) : undefined;
  rmSync(cartella, { recursive: true });
  if (esiti === undefined) {
    console.error('✗ prove (vitest): interrotte prima di un esito.');
    return codice || 1;
  }
  return riassumi(esiti, codice);
}

function riassumi({ passati, falliti, saltati }: Esiti, codice: number): number {
  const nonAmmessi = saltati.filter((prova) => !prova.ammesso);
  for (const { riga } of saltati) console.log(`- saltata: ${riga}`);
  const saltiVietati = process.env.CI === 'true' && nonAmmessi.length > 0;
  if (saltiVietati)
    console.error(`✗ Con CI=true nessuna prova può essere saltata: ${nonAmmessi.length} lo sono state.`);
  const esito = codice === 0 && !saltiVietati ? 0 : codice || 1;
  console.log(`${esito === 0 ? '✓' : '✗'} tutto ${secondi(inizio)}`);
  console.log(`${passati} passed, ${falliti} failed, ${saltati.length} skipped`);
  return esito;
}

function secondi(da: number): string {
  return `(${((performance.now() - da) / 1000).toFixed(1)} s)`;
}

try {
  if (!soloVitest) await affianca(STATICI);
  await affianca([[{ nome: 'pacchetti di sistema', esegui: async () => preparaPacchetti() }]]);
  process.exitCode = await prove();
} catch (errore) {
  if (!(errore instanceof PassoFallito)) throw errore;
  console.error(
    `\n${errore.message}\n\n✗ ${errore.passo}: fallito. I passi successivi non sono stati eseguiti.`,
  );
  process.exitCode = 1;
}
