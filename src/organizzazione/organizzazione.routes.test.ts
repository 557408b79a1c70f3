import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apriBancaDati, inLettura, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { appDiProva, entra } from '../../test/support/app-di-prova.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../test/support/banca-dati.ts';
import { creaEnteDiProva, type EnteDiProva } from '../../test/support/ente-di-prova.ts';
import { leggiImpostazioni } from './impostazioni.ts';
import { rotteOrganizzazione } from './organizzazione.routes.ts';

let banca: BancaDatiDiProva;
let db: Db;
let app: App;
let ente: EnteDiProva;
let superutente: pg.Client;
let admin: { cookie: string };
beforeAll(async () => {
  banca = await nuovaBancaDati();
  ente = await creaEnteDiProva(banca.url);
  db = apriBancaDati(banca.url);
  app = await appDiProva(db, (api) => rotteOrganizzazione(api, { db }));
  superutente = new pg.Client(banca.urlSuperutente);
  await superutente.connect();
  admin = await entra(app, 'admin');
});
afterAll(async () => {
  await superutente.end();
  await app.close();
  await db.destroy();
  await banca.elimina();
});

const leggi = (url: string, headers = admin) => app.inject({ url: `/api/v1${url}`, headers });
const salva = (url: string, payload: object, headers = admin) =>
  app.inject({ method: 'PUT', url: `/api/v1${url}`, headers, payload });

test('RN-3.1-2 dell’AOO si leggono i cinque dati, e senza codice o senza PEC non si salva', async () => {
  const aoo = {
    codice: 'APROVA1',
    denominazione: 'Area organizzativa unica',
    responsabile: 'Anna Prova-rsp',
    casellaPec: 'protocollo@pec.prova1.example',
    indirizzo: 'Piazza della Prova 1, 00100 Prova (RM)',
  };
  expect((await leggi('/aoo')).json()).toEqual(aoo);
  for (const campo of ['codice', 'casellaPec'] as const) {
    const { [campo]: _tolto, ...monca } = aoo;
    for (const corpo of [monca, { ...aoo, [campo]: '' }]) {
      const risposta = await salva('/aoo', corpo);
      expect(risposta.statusCode).toBe(422);
      expect(risposta.json<{ campi: { campo: string }[] }>().campi.map((c) => c.campo)).toContain(campo);
    }
  }
  expect((await leggi('/aoo')).json()).toEqual(aoo);

  const nuova = { ...aoo, indirizzo: 'Via Nuova 2, 00100 Prova (RM)' };
  expect((await salva('/aoo', nuova)).json()).toEqual(nuova);
  expect((await leggi('/aoo')).json()).toEqual(nuova);
  expect((await salva('/aoo', { ...nuova, codice: 'AALTRA1' })).json()).toMatchObject({
    codice: 'organizzazione.codice-aoo-immutabile',
  });
  const { rows } = await superutente.query(
    `SELECT utente_id, dettaglio #>> '{prima,indirizzo}' AS prima, dettaglio #>> '{dopo,indirizzo}' AS dopo
     FROM traccia WHERE operazione = 'aoo.modificata'`,
  );
  expect(rows).toEqual([{ utente_id: ente.utenti.admin.id, prima: aoo.indirizzo, dopo: nuova.indirizzo }]);
});

test('una seconda AOO per lo stesso ente è rifiutata dalla banca dati', async () => {
  await expect(
    superutente.query(
      `INSERT INTO aoo (ente_id, codice, denominazione, responsabile, casella_pec, indirizzo)
       VALUES ($1, 'ASECOND', 'Seconda', 'Nessuno', 'a@b.example', 'Altrove')`,
      [ente.enteId],
    ),
  ).rejects.toThrow(/aoo_ente_id_key/);
});

test('le unità dicono chi registra e chi riceve; gli utenti non portano nulla con cui entrare', async () => {
  const { items } = (await leggi('/unita')).json<{ items: { codice: string }[] }>();
  expect(items.map((u) => u.codice)).toEqual([
    'affari-generali',
    'tecnico',
    'ragioneria',
    'protocollo',
    'anagrafe',
  ]);
  expect(items.find((u) => u.codice === 'protocollo')).toEqual({
    codice: 'protocollo',
    denominazione: 'Ufficio Protocollo',
    tipo: 'ufficio',
    padre: 'affari-generali',
    uop: true,
    uu: false,
    ufficioProtocollo: true,
    servizioProtocollo: true,
  });
  const persone = await leggi('/persone');
  expect(persone.json<{ items: object[] }>().items).toHaveLength(8);
  expect(persone.json<{ items: object[] }>().items).toContainEqual({
    id: ente.utenti.rsp.id,
    nome: 'Anna',
    cognome: 'Prova-rsp',
    unita: ['Ufficio Protocollo'],
  });
  expect(persone.body).not.toContain('argon2');
});

test('le impostazioni hanno valori predefiniti, e quelle salvate valgono per tutti fino alla prossima modifica', async () => {
  const predefinite = (await leggi('/impostazioni')).json<{ oggettiVietati: string[] }>();
  expect(predefinite).toMatchObject({
    segnatura: { aoo: false, classificazione: false, flusso: true, unita: false },
    oggettoMinimo: 5,
  });
  expect(predefinite.oggettiVietati).toContain('varie');
  const nuove = {
    segnatura: { aoo: true, classificazione: true, flusso: true, unita: false },
    smistamento: { subito: false },
    oggettoMinimo: 12,
    oggettiVietati: ['varie', 'istanza'],
  };
  expect((await salva('/impostazioni', nuove)).json()).toEqual(nuove);
  expect((await leggi('/impostazioni', await entra(app, 'operatore'))).json()).toEqual(nuove);
  expect((await salva('/impostazioni', { ...nuove, oggettoMinimo: 0 })).statusCode).toBe(422);

  await superutente.query(`DELETE FROM impostazione WHERE chiave <> 'oggettoMinimo'`);
  expect(await inLettura(db, ente.enteId, leggiImpostazioni)).toEqual({ ...predefinite, oggettoMinimo: 12 });
});

test('solo l’amministratore configura', async () => {
  const aoo = (await leggi('/aoo')).json<object>();
  for (const utente of ['rsp', 'operatore', 'consultazione', 'nuovo']) {
    const sessione = await entra(app, utente);
    expect((await salva('/aoo', aoo, sessione)).statusCode).toBe(403);
    expect((await salva('/impostazioni', {}, sessione)).statusCode).toBe(403);
    expect((await leggi('/unita', sessione)).statusCode).toBe(utente === 'nuovo' ? 403 : 200);
    expect((await leggi('/persone', sessione)).statusCode).toBe(utente === 'nuovo' ? 403 : 200);
  }
});
