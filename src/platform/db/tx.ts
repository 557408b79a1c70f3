import { sql, type Transaction } from 'kysely';
import { perEnte } from './dialetto.ts';
import type { Db } from './pool.ts';
import type { DB } from './tipi.ts';

/** A transaction that speaks for one ente. Writing verbs take this, so forgetting the transaction is a type error. */
export type Tx = Transaction<DB>;

/**
 * Runs `azione` in one transaction that sees and writes only the rows of `enteId` (row-level security). Commits when
 * the promise resolves, rolls everything back (number included) when it rejects.
 *
 * @example await inTransazione(db, ente.id, async (tx) => { await traccia(tx, ctx, …) })
 */
export async function inTransazione<T>(db: Db, enteId: string, azione: (tx: Tx) => Promise<T>): Promise<T> {
  return await perEnte(enteId, (detto) =>
    db.transaction().execute((tx) => {
      detto();
      return azione(tx);
    }),
  );
}

/** Like {@link inTransazione}, read only and in one snapshot: lists, details, exports. */
export async function inLettura<T>(db: Db, enteId: string, azione: (tx: Tx) => Promise<T>): Promise<T> {
  return await leggendo(db, enteId, azione);
}

/** Like {@link inLettura}, with two connections that see the same: for who has so much to read that two processors are better than one. */
export async function inDueLetture<T>(
  db: Db,
  enteId: string,
  azione: (tx: Tx, altra: Tx) => Promise<T>,
): Promise<T> {
  return await leggendo(db, enteId, async (tx) => {
    const { rows } = await sql<{ istantanea: string }>`SELECT pg_export_snapshot() AS istantanea`.execute(tx);
    return await leggendo(
      db,
      enteId,
      async (altra) => {
        // Each may have nothing to do for as long as the other works.
        for (const t of [tx, altra]) await sql`SET LOCAL idle_in_transaction_session_timeout = 0`.execute(t);
        return await azione(tx, altra);
      },
      rows[0]?.istantanea,
    );
  });
}

async function leggendo<T>(
  db: Db,
  enteId: string,
  azione: (tx: Tx) => Promise<T>,
  istantanea?: string,
): Promise<T> {
  return await perEnte(
    enteId,
    (detto) =>
      db
        .transaction()
        .setAccessMode('read only')
        .setIsolationLevel('repeatable read')
        .execute((tx) => {
          detto();
          return azione(tx);
        }),
    istantanea,
  );
}

/** SQLSTATE of a database error, or undefined when the error is something else. */
export function sqlstate(errore: unknown): string | undefined {
  if (errore instanceof Error && 'code' in errore && typeof errore.code === 'string') return errore.code;
  return undefined;
}

const SENZA_CODICE =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying)/;

/**
 * Whether the database could not be reached, or broke the connection while at work (it is restarting, it was killed). What
 * was being committed may or may not be written.
 */
export function baseDatiIrraggiungibile(errore: unknown): boolean {
  if (/^(08|57P|53300|ECONN|EPIPE|ETIMEDOUT)/.test(sqlstate(errore) ?? '')) return true;
  // A socket of the same machine is not there while its server is away.
  if (errore instanceof Error && 'syscall' in errore && errore.syscall === 'connect') return true;
  return errore instanceof Error && SENZA_CODICE.test(errore.message);
}
