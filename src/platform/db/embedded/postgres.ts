import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pausa } from 'node:timers/promises';
import pg from 'pg';
import { preparaBinari } from './binari.ts';
import { creaCluster, PROPRIETARIO } from './cluster.ts';
import { accendiServer, type ServerAcceso } from './custode.ts';
import type { Luogo } from './luogo.ts';
import { scegliPorta } from './porta.ts';
import { attendiResidui } from './residui.ts';
import { leggiSegreti, scriviSegreti } from './segreti.ts';

/** The embedded server while it runs. */
export type PostgresIncluso = {
  /** Connection of the owner (superuser of this cluster): migrations and installation only. */
  urlProprietario: string;
  /** Connection for everyday work, which may become the application's roles and nothing more. Valid after {@link PostgresIncluso.abilitaServizio}. */
  urlServizio: string;
  /** `15.18` */
  versione: string;
  /** Creates the everyday user and lets it take the given roles. To be called when the migrations have made them. */
  abilitaServizio: (ruoli: readonly string[]) => Promise<void>;
  ferma: () => Promise<void>;
};

/** The part of the log that supervision writes to. */
type Registro = { warn: (dati: object, testo: string) => void; info: (dati: object, testo: string) => void };

const BASE_DATI = 'tabularium';
const SERVIZIO = 'tabularium_servizio';

/**
 * Starts the embedded PostgreSQL on the data folder, creating the cluster the first time, and keeps it running: when the
 * server dies (`kill -9`, out of memory) it is started again on the same port, and pools simply reconnect.
 * The caller holds the lock on the folder.
 *
 * @param p.resa called when the server died and could not be started again; the register cannot go on without it
 * @throws Error in Italian when the server cannot be installed or started
 */
export async function avviaPostgres(p: {
  luogo: Luogo;
  log: Registro;
  resa: (motivo: Error) => void;
}): Promise<PostgresIncluso> {
  const { dati, identita } = p.luogo;
  const binari = preparaBinari(dati, identita);
  const segreti = leggiSegreti(dati);
  await creaCluster({ binari: binari.cartella, dati, identita, password: segreti.passwordProprietario });
  // An administrator may have moved the cluster to another disk and left a link.
  const cluster = realpathSync(join(dati, 'postgres'));
  mkdirSync(join(dati, 'log'), { recursive: true, mode: 0o750 });

  await attendiResidui(cluster);
  const porta = await scegliPorta(segreti.porta);
  if (porta !== segreti.porta) scriviSegreti(dati, { ...segreti, porta });
  const socket = cartellaSocket(cluster);
  const accendi = async (): Promise<ServerAcceso> => {
    await attendiResidui(cluster);
    return await accendiServer({
      binari: binari.cartella,
      cluster,
      identita,
      opzioni: impostazioniServer(porta, socket),
      registro: join(dati, 'log', 'postgresql-avvio.log'),
    });
  };

  let inChiusura = false;
  let acceso = await riprova(accendi, { log: p.log, vale: passeggero });
  const sorveglianza = (async () => {
    for (;;) {
      await acceso.uscita;
      if (inChiusura) return;
      p.log.warn({}, 'PostgreSQL si è interrotto: lo riavvio');
      // What ran until a moment ago can run again: here every failure is taken to be passing.
      acceso = await riprova(accendi, { log: p.log, vale: () => !inChiusura });
      p.log.info({ porta }, 'PostgreSQL riavviato');
    }
  })().catch((errore: unknown) => {
    if (!inChiusura) p.resa(errore instanceof Error ? errore : new Error(String(errore)));
  });

  const urlProprietario = indirizzo(PROPRIETARIO, segreti.passwordProprietario, porta);
  await creaBaseDati(indirizzo(PROPRIETARIO, segreti.passwordProprietario, porta, 'postgres'));
  return {
    urlProprietario,
    urlServizio: socket
      ? indirizzoSocket(SERVIZIO, segreti.passwordServizio, socket, porta)
      : indirizzo(SERVIZIO, segreti.passwordServizio, porta),
    versione: binari.versione,
    abilitaServizio: (ruoli) => abilitaServizio(urlProprietario, segreti.passwordServizio, ruoli),
    ferma: async () => {
      inChiusura = true;
      await acceso.ferma();
      await sorveglianza;
    },
  };
}

/**
 * Ten trials in about half a minute: a port or a shared memory block may take a moment to be given back.
 *
 * @param p.vale whether a failure may pass by itself; any other ends the trials
 */
async function riprova(
  accendi: () => Promise<ServerAcceso>,
  p: { log: Registro; vale: (errore: Error) => boolean },
): Promise<ServerAcceso> {
  for (let tentativo = 1; ; tentativo++) {
    try {
      return await accendi();
    } catch (causa) {
      const errore = causa instanceof Error ? causa : new Error(String(causa));
      if (tentativo === 10 || !p.vale(errore))
        throw new Error(`Il PostgreSQL incluso non parte: ${errore.message}`, { cause: errore });
      p.log.warn({ err: errore, tentativo }, 'PostgreSQL non è partito: riprovo');
      await pausa(Math.min(100 * 2 ** tentativo, 5_000));
    }
  }
}

function passeggero(errore: Error): boolean {
  return /shared memory block|already in use|postmaster\.pid/.test(errore.message);
}

/** What the embedded server is started with. */
export function impostazioniServer(porta: number, socket?: string): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    port: String(porta),
    unix_socket_directories: socket ?? '',
    unix_socket_permissions: '0700',
    max_connections: '100',
    max_logical_replication_workers: '0',
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // One file per day of the week, so that the log never grows for ever. Neither statements nor values: they are people's data.
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgresql-%a.log',
    log_rotation_age: '1d',
    log_truncate_on_rotation: 'on',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
  };
}

function indirizzo(utente: string, password: string, porta: number, base = BASE_DATI): string {
  return `postgresql://${utente}:${password}@127.0.0.1:${porta}/${base}`;
}

// What the system allows for the address of a socket, less the name PostgreSQL gives it there.
const MASSIMO_CARTELLA_SOCKET = 107 - '/.s.PGSQL.65535'.length;

/** Where the server also listens for its own machine, at less cost than through the network; undefined where that is too long. */
function cartellaSocket(cluster: string): string | undefined {
  return Buffer.byteLength(cluster) <= MASSIMO_CARTELLA_SOCKET ? cluster : undefined;
}

function indirizzoSocket(utente: string, password: string, cartella: string, porta: number): string {
  return `postgresql://${utente}:${password}@/${BASE_DATI}?host=${encodeURIComponent(cartella)}&port=${porta}`;
}

async function creaBaseDati(url: string): Promise<void> {
  await conClient(url, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [BASE_DATI]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${BASE_DATI}`);
  });
}

async function abilitaServizio(url: string, password: string, ruoli: readonly string[]): Promise<void> {
  await conClient(url, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [SERVIZIO]);
    // The password is ours, of base64url characters only; a role name cannot be a bound parameter.
    if (rowCount === 0) await client.query(`CREATE ROLE ${SERVIZIO} LOGIN NOINHERIT PASSWORD '${password}'`);
    await client.query(`GRANT ${ruoli.map((r) => client.escapeIdentifier(r)).join(', ')} TO ${SERVIZIO}`);
  });
}

async function conClient(url: string, azione: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await azione(client);
  } finally {
    await client.end();
  }
}
