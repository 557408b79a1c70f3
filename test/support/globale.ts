import pg from 'pg';
import { type TestProject } from 'vitest/node';
import { migra } from '#platform/db';
import { avviaPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's URL of the throw-away cluster, on the database `postgres`. */
    postgres: string;
  }
}

/** The template every test database is cloned from, and the role that owns them: like an installation's, no superuser. */
export const MODELLO = 'modello';
export const PROPRIETARIO = 'proprietario';

/** One cluster for the whole run, with the migrations already applied to a template database. */
export default async function preparaDatabase(progetto: TestProject): Promise<() => Promise<void>> {
  const cluster = await avviaPostgres();
  try {
    await creaModello(cluster.url);
  } catch (errore) {
    await cluster.arresta();
    throw errore;
  }
  progetto.provide('postgres', cluster.url);
  return cluster.arresta;
}

async function creaModello(url: string): Promise<void> {
  const superutente = new pg.Client(url);
  await superutente.connect();
  await superutente.query(`CREATE ROLE ${PROPRIETARIO} LOGIN CREATEROLE`);
  await superutente.query(`CREATE DATABASE ${MODELLO} OWNER ${PROPRIETARIO}`);
  await superutente.end();
  await migra(urlDi(url, MODELLO, PROPRIETARIO));
  await rifiutaSenzaRiga(urlDi(url, MODELLO, 'postgres'));
}

/**
 * In every test of the product a transaction that changes something and writes no line of the audit trail fails (ASM-2): in an
 * installation the database writes one by itself, and nobody would see that a verb has forgotten its own.
 */
async function rifiutaSenzaRiga(url: string): Promise<void> {
  const superutente = new pg.Client(url);
  await superutente.connect();
  await superutente.query(`CREATE FUNCTION senza_riga() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'modifica senza la sua riga di traccia: %', NEW.oggetto_tipo; END $$`);
  await superutente.query(`CREATE TRIGGER senza_riga BEFORE INSERT ON traccia FOR EACH ROW
    WHEN (NEW.operazione = 'dati.modificati') EXECUTE FUNCTION senza_riga()`);
  await superutente.end();
}

/** The same server, another database and user. */
export function urlDi(base: string, database: string, utente: string): string {
  const url = new URL(base);
  url.username = utente;
  url.pathname = `/${database}`;
  return url.href;
}
