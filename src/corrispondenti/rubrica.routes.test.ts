import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apriBancaDati, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { appDiProva, entra } from '../../test/support/app-di-prova.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../test/support/banca-dati.ts';
import { creaEnteDiProva, type EnteDiProva } from '../../test/support/ente-di-prova.ts';
import { rotteRubrica } from './rubrica.routes.ts';
import type { ElencoRubrica, VoceRubricaScritta } from './rubrica.schema.ts';

const RUBRICA = '/api/v1/rubrica';
let banca: BancaDatiDiProva;
let db: Db;
let app: App;
let ente: EnteDiProva;
let operatore: { cookie: string };
let superutente: pg.Client;

beforeAll(async () => {
  banca = await nuovaBancaDati();
  ente = await creaEnteDiProva(banca.url);
  db = apriBancaDati(banca.url);
  app = await appDiProva(db, (api) => rotteRubrica(api, { db }));
  operatore = await entra(app, 'operatore');
  superutente = new pg.Client(banca.urlSuperutente);
  await superutente.connect();
  await crea({ tipo: 'PF', nome: 'Niccolò', cognome: 'D’Ambrosio', codiceFiscale: 'rssmra85t10a562s' });
  await crea({ tipo: 'PF', nome: 'Anna', cognome: 'Rossi' });
  await crea({
    tipo: 'PG',
    denominazione: 'Edilizia Rossi & Figli 100%',
    indirizziDigitali: ['info@pec.rossi.example'],
  });
  await crea({ tipo: 'PAI', denominazione: 'Comune di Rossano', codiceIpa: 'c_h579' });
});
afterAll(async () => {
  await superutente.end();
  await app.close();
  await db.destroy();
  await banca.elimina();
});

async function crea(payload: object, headers: Record<string, string> = {}) {
  return await app.inject({ method: 'POST', url: RUBRICA, headers: { ...operatore, ...headers }, payload });
}
async function cerca(query: Record<string, string>): Promise<string[]> {
  const risposta = await app.inject({ url: RUBRICA, query, headers: operatore });
  expect(risposta.statusCode).toBe(200);
  return risposta.json<ElencoRubrica>().items.map((v) => v.cognome ?? v.denominazione ?? '');
}

test('la rubrica si cerca per pezzi di parola, senza badare ad accenti e maiuscole; chi comincia così viene prima', async () => {
  expect(await cerca({ q: 'ross' })).toEqual(['Rossi', 'Comune di Rossano', 'Edilizia Rossi & Figli 100%']);
  expect(await cerca({ q: 'NICCOLO brosio' })).toEqual(['D’Ambrosio']);
  expect(await cerca({ q: 'ro' })).toHaveLength(3);
  expect(await cerca({ q: 'ed' })).toEqual(['Edilizia Rossi & Figli 100%']);
  expect(await cerca({ q: 'ss' })).toEqual([]);
  expect(await cerca({ q: '100%' })).toEqual(['Edilizia Rossi & Figli 100%']);
  expect(await cerca({ q: 'a_n' })).toEqual([]);
  expect(await cerca({ q: 'ross', tipo: 'PG' })).toEqual(['Edilizia Rossi & Figli 100%']);
});

test('un codice fiscale intero trova solo il suo, e un indirizzo PEC il suo', async () => {
  expect(await cerca({ q: 'RSSMRA85T10A562S' })).toEqual(['D’Ambrosio']);
  expect(await cerca({ q: 'mra85t' })).toEqual(['D’Ambrosio']);
  expect(await cerca({ q: 'INFO@pec.rossi' })).toEqual(['Edilizia Rossi & Figli 100%']);
  expect(await cerca({ q: 'c_h579' })).toEqual(['Comune di Rossano']);
});

test('le pagine si susseguono senza ripetere e senza saltare', async () => {
  const trovate: string[] = [];
  let cursor: string | undefined;
  do {
    const risposta = await app.inject({
      url: RUBRICA,
      query: { q: 'ross', limit: '1', ...(cursor && { cursor }) },
      headers: operatore,
    });
    const pagina = risposta.json<ElencoRubrica>();
    trovate.push(...pagina.items.map((v) => v.id));
    cursor = pagina.cursor;
  } while (cursor);
  expect(new Set(trovate).size).toBe(3);
  expect(trovate).toHaveLength(3);
  const falso = await app.inject({ url: RUBRICA, query: { cursor: 'abc' }, headers: operatore });
  expect(falso.json()).toMatchObject({ status: 422, codice: 'elenco.cursore-non-valido' });
});

test('una voce nasce come è stata scritta, con gli avvisi e la traccia, e una volta sola per chiave', async () => {
  const dati = {
    tipo: 'PF',
    nome: ' Zoë ',
    cognome: 'ÅSTRÖM',
    codiceFiscale: 'RSSMRA85T10A562S',
    note: 'all’ingresso B',
  };
  const prima = await crea(dati, { 'idempotency-key': 'chiave-1' });
  expect(prima.statusCode).toBe(201);
  const voce = prima.json<VoceRubricaScritta>();
  expect(prima.headers.location).toBe(`${RUBRICA}/${voce.id}`);
  expect(voce).toMatchObject({ ...dati, versione: 1, attiva: true });
  expect(voce.avvisi).toEqual(['In rubrica c’è già «D’Ambrosio Niccolò» con lo stesso codice fiscale.']);
  expect((await crea(dati, { 'idempotency-key': 'chiave-1' })).json()).toEqual(voce);
  expect((await crea({ ...dati, nome: 'Zoe' }, { 'idempotency-key': 'chiave-1' })).statusCode).toBe(409);
  const { rows } = await superutente.query(
    `SELECT utente_id, operazione FROM traccia WHERE oggetto_tipo = 'rubrica' AND oggetto_id = $1`,
    [voce.id],
  );
  expect(rows).toEqual([{ utente_id: ente.utenti.operatore.id, operazione: 'rubrica.creata' }]);
  await app.inject({ method: 'DELETE', url: `${RUBRICA}/${voce.id}`, headers: operatore });
});

test('manca il cognome: la risposta dice quale campo, e nulla è scritto', async () => {
  const risposta = await crea({ tipo: 'PF', nome: 'Solo' });
  expect(risposta.json()).toMatchObject({
    status: 422,
    codice: 'corrispondente.non-valido',
    campi: [{ campo: 'cognome' }],
  });
  expect(await cerca({ q: 'solo' })).toEqual([]);
});

test('chi modifica una voce che altri hanno cambiato riceve quella di adesso; chi toglie un dato lo toglie', async () => {
  const { id } = (
    await crea({ tipo: 'PG', denominazione: 'Vecchio nome', telefono: '06 1' })
  ).json<VoceRubricaScritta>();
  const modifica = (payload: object) =>
    app.inject({ method: 'PUT', url: `${RUBRICA}/${id}`, headers: operatore, payload });
  const [una, altra] = await Promise.all([
    modifica({ tipo: 'PG', denominazione: 'Nome nuovo', versione: 1 }),
    modifica({ tipo: 'PG', denominazione: 'Nome nuovo', versione: 1 }),
  ]);
  const [riuscita, respinta] = una.statusCode === 200 ? [una, altra] : [altra, una];
  expect(riuscita.json()).toMatchObject({ denominazione: 'Nome nuovo', versione: 2 });
  expect(riuscita.json<VoceRubricaScritta>().telefono).toBeUndefined();
  expect(respinta.json()).toMatchObject({
    status: 409,
    codice: 'rubrica.modificata-da-altri',
    dati: { attuale: { denominazione: 'Nome nuovo', versione: 2 } },
  });
  expect(await cerca({ q: 'vecchio nome' })).toEqual([]);
  const tolta = await app.inject({ method: 'DELETE', url: `${RUBRICA}/${id}`, headers: operatore });
  expect(tolta.statusCode).toBe(204);
  expect(await cerca({ q: 'nome nuovo' })).toEqual([]);
  expect((await app.inject({ url: `${RUBRICA}/${id}`, headers: operatore })).json()).toMatchObject({
    attiva: false,
  });
});

test('chi consulta legge la rubrica e non la scrive; un altro ente non la vede affatto', async () => {
  const consultazione = await entra(app, 'consultazione');
  expect((await app.inject({ url: RUBRICA, headers: consultazione })).statusCode).toBe(200);
  const scrittura = await app.inject({
    method: 'POST',
    url: RUBRICA,
    headers: consultazione,
    payload: { tipo: 'PG', denominazione: 'X' },
  });
  expect(scrittura.statusCode).toBe(403);
  const secondo = await creaEnteDiProva(banca.url, 2);
  const altrove = await entra(app, 'operatore', secondo.codiceIpa);
  const elenco = await app.inject({ url: RUBRICA, headers: altrove });
  expect(elenco.json()).toEqual({ items: [] });
});
