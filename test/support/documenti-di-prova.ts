import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { rotteDocumenti, type Documento, type PartiDocumenti, type PuoLeggere } from '#documenti';
import { apriBancaDati } from '#platform/db';
import { objectKey, openFileSystemStore } from '#platform/storage';
import type { App } from '#platform/http';
import { appDiProva, entra, RADICE_API } from './app-di-prova.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from './banca-dati.ts';
import { creaEnteDiProva, type EnteDiProva, type UtenteDiProva } from './ente-di-prova.ts';

/** A listening server with the documents' routes on a database and a store of its own. */
export type BancoDocumenti = PartiDocumenti & {
  banca: BancaDatiDiProva;
  superutente: pg.Client;
  ente: EnteDiProva;
  app: App;
  /** `http://127.0.0.1:<port>/api/v1` */
  base: string;
  /** Folder of the store. */
  cartella: string;
  /** Headers of that user, signed in once. */
  come: (utente: UtenteDiProva) => Promise<{ cookie: string }>;
  /** Uploads through HTTP as `operatore` and answers the document; fails on anything but 201. */
  carica: (nome: string, contenuto: BlobPart, intestazioni?: Record<string, string>) => Promise<Documento>;
  /** Where the bytes of a document are on disk. */
  percorso: (documento: { impronta: string }) => string;
  chiudi: () => Promise<void>;
};

/** A form with one file, as a browser makes it. */
export function modulo(nome: string, contenuto: BlobPart): FormData {
  const dati = new FormData();
  dati.append('file', new Blob([contenuto]), nome);
  return dati;
}

/** @param dimensioneMassima bytes a file may have */
export async function apriBanco(
  opzioni: { dimensioneMassima?: number; puoLeggere?: PuoLeggere } = {},
): Promise<BancoDocumenti> {
  const banca = await nuovaBancaDati();
  const ente = await creaEnteDiProva(banca.url);
  const db = apriBancaDati(banca.url);
  const superutente = new pg.Client(banca.urlSuperutente);
  await superutente.connect();
  const cartella = mkdtempSync(join(tmpdir(), 'tabularium-documenti-'));
  const archivio = await openFileSystemStore(cartella);
  const app = await appDiProva(db, (api) =>
    rotteDocumenti(api, { db, archivio, dimensioneMassima: 64 * 1024 * 1024, ...opzioni }),
  );
  const base = `${await app.listen({ host: '127.0.0.1', port: 0 })}${RADICE_API}`;
  const sessioni = new Map<string, Promise<{ cookie: string }>>();
  const come = (utente: UtenteDiProva): Promise<{ cookie: string }> => {
    const sessione = sessioni.get(utente) ?? entra(app, utente);
    sessioni.set(utente, sessione);
    return sessione;
  };
  return {
    banca,
    superutente,
    ente,
    db,
    archivio,
    app,
    base,
    cartella,
    log: pino({ level: 'silent' }),
    come,
    carica: async (nome, contenuto, intestazioni = {}) => {
      const headers = { ...(await come('operatore')), ...intestazioni };
      const risposta = await fetch(`${base}/documenti`, {
        method: 'POST',
        headers,
        body: modulo(nome, contenuto),
      });
      if (risposta.status !== 201) throw new Error(`${risposta.status} ${await risposta.text()}`);
      return (await risposta.json()) as Documento;
    },
    percorso: ({ impronta }) => join(cartella, objectKey(ente.enteId, impronta)),
    chiudi: async () => {
      await app.close();
      await superutente.end();
      await db.destroy();
      await banca.elimina();
      rmSync(cartella, { recursive: true, force: true });
    },
  };
}
