import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { comeServer, type Identita } from './utente.ts';

/** The superuser of the embedded cluster: owner of the schema, used for migrations. */
export const PROPRIETARIO = 'tabularium_proprietario';

const esegui = promisify(execFile);

/**
 * Creates the cluster in `<dati>/postgres` unless it is there. It is made under another name and renamed when complete:
 * an interrupted first start leaves nothing that the second could mistake for a database.
 *
 * @throws Error in Italian with the words of initdb
 */
export async function creaCluster(p: {
  binari: string;
  dati: string;
  identita: Identita;
  password: string;
}): Promise<void> {
  const definitiva = join(p.dati, 'postgres');
  if (existsSync(join(definitiva, 'PG_VERSION'))) return;
  const provvisoria = join(p.dati, 'postgres.in-corso');
  rmSync(provvisoria, { recursive: true, force: true });
  mkdirSync(provvisoria, { mode: 0o700 });
  const filePassword = join(p.dati, 'postgres.password');
  rmSync(filePassword, { force: true });
  writeFileSync(filePassword, p.password, { mode: 0o600 });
  if (p.identita)
    for (const voce of [provvisoria, filePassword]) chownSync(voce, p.identita.uid, p.identita.gid);
  try {
    await initdb(p, provvisoria, filePassword);
  } finally {
    rmSync(filePassword, { force: true });
  }
  renameSync(provvisoria, definitiva);
}

// Character classes must be Unicode's, or the full-text search would not see accented letters; the order of the names
// is chosen query by query. C.UTF-8 is everywhere today; the others are for systems that lack it.
const localizzazioni = ['C.UTF-8', 'it_IT.UTF-8', 'en_US.UTF-8'];

async function initdb(
  p: { binari: string; identita: Identita },
  cartella: string,
  filePassword: string,
): Promise<void> {
  let ultimo = '';
  for (const localizzazione of localizzazioni) {
    try {
      await esegui(
        join(p.binari, 'bin', 'initdb'),
        // prettier-ignore
        ['-D', cartella, '-U', PROPRIETARIO, `--pwfile=${filePassword}`, '--auth=scram-sha-256', '--encoding=UTF8',
          `--locale=${localizzazione}`, '--data-checksums'],
        comeServer(p.identita),
      );
      return;
    } catch (errore) {
      ultimo = errore instanceof Error && 'stderr' in errore ? String(errore.stderr) : String(errore);
      if (!ultimo.includes('invalid locale name')) break;
    }
  }
  throw new Error(`La base di dati non si è potuta creare. PostgreSQL dice:\n${ultimo.trim()}`);
}
