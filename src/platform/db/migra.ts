import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import pg from 'pg';
import { configurazionePool, RUOLO_APPLICAZIONE, RUOLO_LAVORI } from './pool.ts';
import { creaRuoli } from './ruoli.ts';

const CARTELLA = join(import.meta.dirname, '../../../db/migrations');
const VERSIONE_MINIMA = 150000;

async function leggiMigrazioni(): Promise<Record<string, Migration>> {
  const migrazioni: Record<string, Migration> = {};
  for (const file of (await readdir(CARTELLA)).filter((f) => f.endsWith('.sql')).sort()) {
    const testo = await readFile(join(CARTELLA, file), 'utf8');
    migrazioni[file.replace(/\.sql$/, '')] = { up: async (db) => void (await sql.raw(testo).execute(db)) };
  }
  return migrazioni;
}

/** The queue's own tables, owned by the role that runs the jobs. */
async function preparaCoda(pool: pg.Pool, url: string): Promise<void> {
  await pool.query(
    `DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO ${RUOLO_LAVORI}', current_database()); END $$`,
  );
  const coda = new pg.Pool(configurazionePool(url, RUOLO_LAVORI, 2));
  // A connection that breaks while idle surfaces at the next query; without a listener it would end the process.
  coda.on('error', () => undefined);
  coda.on('connect', (client) => client.on('error', () => undefined));
  try {
    await runMigrations({ pgPool: coda });
  } finally {
    await coda.end();
  }
}

/**
 * Brings the database to the current shape: roles, job queue, forward-only SQL migrations, all or nothing. Two nodes
 * starting together are serialised by the migrator's lock.
 *
 * @param url connection of the owner
 * @returns names of the migrations applied now
 * @throws Error in Italian when the server is older than PostgreSQL 15 or a migration fails
 */
export async function migra(url: string): Promise<string[]> {
  const pool = new pg.Pool(configurazionePool(url, undefined, 2));
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const client = await pool.connect();
    try {
      const { rows } = await client.query<{ v: number; nome: string }>(
        `SELECT current_setting('server_version_num')::int AS v, current_setting('server_version') AS nome`,
      );
      if ((rows[0]?.v ?? 0) < VERSIONE_MINIMA)
        throw new Error(`Serve PostgreSQL 15 o successivo: il server è ${rows[0]?.nome}.`);
      await client.query(`SET lock_timeout = '10s'`);
      await creaRuoli(client);
    } finally {
      client.release();
    }
    await preparaCoda(pool, url);
    const migrator = new Migrator({
      db,
      provider: { getMigrations: leggiMigrazioni },
      migrationTableName: 'migrazione',
      migrationLockTableName: 'migrazione_lock',
    });
    const { error, results } = await migrator.migrateToLatest();
    if (error) throw error instanceof Error ? error : new Error('Migrazione non riuscita', { cause: error });
    await pool.query(`GRANT USAGE ON SCHEMA public TO ${RUOLO_APPLICAZIONE}, ${RUOLO_LAVORI}`);
    return (results ?? []).filter((r) => r.status === 'Success').map((r) => r.migrationName);
  } finally {
    await db.destroy();
  }
}
