import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preparaBinari } from '../../src/platform/db/embedded/binari.ts';
import { accendiServer } from '../../src/platform/db/embedded/custode.ts';
import { scegliPorta } from '../../src/platform/db/embedded/porta.ts';
import { comeServer, identitaServer } from '../../src/platform/db/embedded/utente.ts';

/** A throw-away PostgreSQL cluster. `url` is the superuser's, on the database `postgres`. */
export interface ClusterDiProva {
  url: string;
  /** Stops the server and removes its files. */
  arresta: () => Promise<void>;
}

/**
 * Starts a throw-away PostgreSQL on 127.0.0.1 and a free port, without passwords, with the binaries and the guardian of
 * the embedded one: it ends with this process, also on `kill -9`. `fsync` is off: a crash of the machine would lose it,
 * which is what we want of it.
 */
export async function avviaPostgres(): Promise<ClusterDiProva> {
  const cartella = mkdtempSync(join(tmpdir(), 'tabularium-test-'));
  const pulisci = (): void => rmSync(cartella, { recursive: true, force: true });
  // Ctrl-C ends the runner without its teardown.
  process.once('exit', pulisci);
  try {
    const { porta, ferma } = await creaEAccendi(cartella);
    const arresta = async (): Promise<void> => {
      await ferma();
      pulisci();
    };
    return { url: `postgres://postgres@127.0.0.1:${porta}/postgres`, arresta };
  } catch (errore) {
    pulisci();
    throw errore;
  }
}

async function creaEAccendi(cartella: string): Promise<{ porta: number; ferma: () => Promise<void> }> {
  chmodSync(cartella, 0o711);
  const identita = identitaServer();
  const binari = preparaBinari(cartella, identita).cartella;
  const cluster = join(cartella, 'postgres');
  mkdirSync(cluster, { mode: 0o700 });
  if (identita) chownSync(cluster, identita.uid, identita.gid);
  execFileSync(
    join(binari, 'bin/initdb'),
    ['-D', cluster, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    { ...comeServer(identita), stdio: 'pipe' },
  );
  const porta = await scegliPorta(null);
  const opzioni = {
    listen_addresses: '127.0.0.1',
    port: String(porta),
    unix_socket_directories: '',
    max_connections: '200',
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
    // Nobody replicates it, and databases are made and dropped all the time: less log, no flushing in between.
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '4GB',
    checkpoint_timeout: '1h',
    timezone: 'UTC',
  };
  const registro = join(cartella, 'postgresql.log');
  const { ferma } = await accendiServer({ binari, cluster, identita, opzioni, registro });
  return { porta, ferma };
}
