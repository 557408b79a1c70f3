import { execFileSync, spawnSync } from 'node:child_process';

/** Who runs the server: `null` means the user we already are. */
export type Identita = { uid: number; gid: number } | null;

const NOME = 'postgres';

/**
 * PostgreSQL refuses to run as root: then it runs as the system user `postgres`, created when the machine has none.
 *
 * @throws Error in Italian when the user is missing and cannot be created
 */
export function identitaServer(): Identita {
  if (process.getuid?.() !== 0) return null;
  if (idDi('-u') === null) creaUtente();
  const [uid, gid] = [idDi('-u'), idDi('-g')];
  if (uid === null || gid === null) throw new Error(`L’utente di sistema ${NOME} non è stato trovato.`);
  return { uid, gid };
}

function idDi(opzione: '-u' | '-g'): number | null {
  const esito = spawnSync('id', [opzione, NOME], { encoding: 'utf8' });
  return esito.status === 0 ? Number(esito.stdout) : null;
}

function creaUtente(): void {
  try {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', NOME],
      { stdio: 'pipe' },
    );
  } catch (causa) {
    throw new Error(
      `PostgreSQL non può girare come root e l’utente di sistema ${NOME} non si è potuto creare. ` +
        `Crearlo a mano (useradd --system ${NOME}) oppure avviare Tabularium come utente ordinario.`,
      { cause: causa },
    );
  }
}

/** Options for running a program as the server's user, with nothing of our environment but what PostgreSQL needs. */
export function comeServer(identita: Identita): {
  uid?: number;
  gid?: number;
  env: NodeJS.ProcessEnv;
  cwd: string;
} {
  return { ...identita, env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }, cwd: '/' };
}

/** True when the server's user can walk down to `cartella` and enter it: asked to the system, not guessed from modes. */
export function raggiungibile(cartella: string, identita: Identita): boolean {
  const prova = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'prova', cartella], comeServer(identita));
  return prova.status === 0;
}
