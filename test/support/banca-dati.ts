import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { inject } from 'vitest';
import { inTransazione, type Db, type Tx } from '#platform/db';
import { MODELLO, MODELLO_CON_ENTE, PROPRIETARIO, urlDi } from './modelli.ts';

/** A database of one test file: migrated, empty, dropped by `elimina`. */
export interface BancaDatiDiProva {
  /** Connection of the owner, as `apriBancaDati` and a server under test want it. */
  url: string;
  /** Connection of the cluster's superuser on the same database: sees and does everything. For set-up and checks. */
  urlSuperutente: string;
  /** Drops the database, closing whoever is still connected. */
  elimina: () => Promise<void>;
}

/**
 * Clones the migrated template. Call it in `beforeAll` and `elimina` in `afterAll`.
 *
 * @param opzioni.conEnte with the test ente already in it, which `inject('ente')` describes
 *
 * @example
 * let banca: BancaDatiDiProva;
 * beforeAll(async () => { banca = await nuovaBancaDati(); });
 * afterAll(() => banca.elimina());
 */
export async function nuovaBancaDati(opzioni: { conEnte?: boolean } = {}): Promise<BancaDatiDiProva> {
  const postgres = inject('postgres');
  const nome = `prova_${randomUUID().replaceAll('-', '')}`;
  const modello = opzioni.conEnte ? MODELLO_CON_ENTE : MODELLO;
  // Files copied by the operating system, instead of pages that pass through the buffers and the log: half the time to make it, and a
  // fifth to drop it.
  await esegui(
    postgres,
    `CREATE DATABASE ${nome} TEMPLATE ${modello} OWNER ${PROPRIETARIO} STRATEGY file_copy`,
  );
  return {
    url: urlDi(postgres, nome, PROPRIETARIO),
    urlSuperutente: urlDi(postgres, nome, 'postgres'),
    elimina: () => esegui(postgres, `DROP DATABASE IF EXISTS ${nome} WITH (FORCE)`),
  };
}

/**
 * Writes what a test finds already there: as the owner, who installs and imports, and not as the programme, whose every change must have
 * its line of the audit trail.
 */
export async function prepara<T>(db: Db, enteId: string, azione: (tx: Tx) => Promise<T>): Promise<T> {
  return await inTransazione(db, enteId, async (tx) => {
    await sql`SET LOCAL ROLE ${sql.raw(PROPRIETARIO)}`.execute(tx);
    return await azione(tx);
  });
}

async function esegui(url: string, istruzione: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(istruzione);
  } finally {
    await client.end();
  }
}
