import pg from 'pg';
import { type TestProject } from 'vitest/node';
import { migra } from '#platform/db';
import { creaEnteDiProva, type EnteDiProva } from './ente-di-prova.ts';
import { MODELLO, MODELLO_CON_ENTE, PROPRIETARIO, urlDi } from './modelli.ts';
import { avviaPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's URL of the throw-away cluster, on the database `postgres`. */
    postgres: string;
    /** The ente that is in `MODELLO_CON_ENTE`. */
    ente: EnteDiProva;
  }
}

/** One cluster for the whole run, with the migrations already applied to a template database. */
export default async function preparaDatabase(progetto: TestProject): Promise<() => Promise<void>> {
  const cluster = await avviaPostgres();
  try {
    progetto.provide('ente', await creaModelli(cluster.url));
  } catch (errore) {
    await cluster.arresta();
    throw errore;
  }
  progetto.provide('postgres', cluster.url);
  return cluster.arresta;
}

async function creaModelli(url: string): Promise<EnteDiProva> {
  const superutente = new pg.Client(url);
  await superutente.connect();
  await superutente.query(`CREATE ROLE ${PROPRIETARIO} LOGIN CREATEROLE`);
  await superutente.query(`CREATE DATABASE ${MODELLO} OWNER ${PROPRIETARIO}`);
  await migra(urlDi(url, MODELLO, PROPRIETARIO));
  await superutente.query(`CREATE DATABASE ${MODELLO_CON_ENTE} TEMPLATE ${MODELLO} OWNER ${PROPRIETARIO}`);
  await superutente.end();
  return await creaEnteDiProva(urlDi(url, MODELLO_CON_ENTE, 'postgres'));
}
