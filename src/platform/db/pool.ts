import { Kysely } from 'kysely';
import pg from 'pg';
import { DialettoPerEnte } from './dialetto.ts';
import type { DB } from './tipi.ts';

/** The pool, for reading and for opening transactions. Writing verbs ask for a `Tx`, which this is not. */
export type Db = Kysely<DB>;

export const RUOLO_APPLICAZIONE = 'tabularium_applicazione';
export const RUOLO_LAVORI = 'tabularium_lavori';
export const RUOLO_LETTORE = 'tabularium_lettore';
/** Owns the searching functions (0009_ricerca.sql); no connection ever works as it. */
export const RUOLO_RICERCA = 'tabularium_ricerca';

// A date is a day of the office's calendar, not an instant: a Date object would shift it by the zone.
const tipi = new pg.TypeOverrides(pg.types);
tipi.setTypeParser(pg.types.builtins.DATE, (testo) => testo);
// Numbers of registrations and log positions stay far below 2^53.
tipi.setTypeParser(pg.types.builtins.INT8, (testo) => Number(testo));

/**
 * Settings of a connection that works as `ruolo`: the privileges and the row-level security are that role's, whoever
 * signs in.
 *
 * @param url `postgres://…`
 */
export function configurazionePool(url: string, ruolo?: string, max = 10): pg.PoolConfig {
  return {
    connectionString: url,
    max,
    types: tipi,
    application_name: 'tabularium',
    options: `-c timezone=UTC -c idle_in_transaction_session_timeout=60000${ruolo ? ` -c role=${ruolo}` : ''}`,
  };
}

/** Opens a pool on the register's database with the application's own privileges. `chiudi` it with `db.destroy()`. */
export function apriBancaDati(
  url: string,
  opzioni: { ruolo?: string; max?: number; suErrore?: (e: Error) => void } = {},
): Db {
  const pool = new pg.Pool(configurazionePool(url, opzioni.ruolo ?? RUOLO_APPLICAZIONE, opzioni.max ?? 16));
  // A connection that breaks (the database restarted) is replaced by the pool at the next use. While it is in use and
  // between two statements nobody but this listener hears of it, and an error nobody hears of ends the process.
  pool.on('connect', (client) => client.on('error', (errore) => opzioni.suErrore?.(errore)));
  pool.on('error', () => undefined);
  return new Kysely<DB>({ dialect: new DialettoPerEnte({ pool }) });
}
