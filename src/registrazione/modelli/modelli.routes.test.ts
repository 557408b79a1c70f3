import { afterAll, beforeAll, expect, test } from 'vitest';
import { apriBancaDati, inTransazione, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { appDiProva, entra } from '../../../test/support/app-di-prova.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../../test/support/banca-dati.ts';
import { creaEnteDiProva, type EnteDiProva } from '../../../test/support/ente-di-prova.ts';
import { rotteModelli } from './modelli.routes.ts';
import type { Modello } from './modelli.schema.ts';

const MODELLI = '/api/v1/modelli';
let banca: BancaDatiDiProva;
let db: Db;
let app: App;
let ente: EnteDiProva;
let operatore: { cookie: string };
beforeAll(async () => {
  banca = await nuovaBancaDati();
  ente = await creaEnteDiProva(banca.url);
  db = apriBancaDati(banca.url);
  app = await appDiProva(db, (api) => rotteModelli(api, { db }));
  operatore = await entra(app, 'operatore');
});
afterAll(async () => {
  await app.close();
  await db.destroy();
  await banca.elimina();
});

const contenuto = {
  flusso: 'E',
  oggetto: 'Richiesta di accesso agli atti di ',
  destinatari: [{ tipo: 'PG', denominazione: 'Aurora', variabili: { importo: '10' } }],
  classificazione: 'VI.3',
};
const chiedi = (
  method: 'POST' | 'PUT' | 'DELETE',
  id: string,
  payload?: object,
  altre: Record<string, string> = {},
) =>
  app.inject({
    method,
    url: id ? `${MODELLI}/${id}` : MODELLI,
    headers: { ...operatore, ...altre },
    payload,
  });
const nomi = async (headers = operatore) =>
  (await app.inject({ url: MODELLI, headers })).json<{ items: Modello[] }>().items.map((m) => m.nome);

test('un modello si ritrova com’è stato salvato, da tutti quelli che registrano', async () => {
  const creato = await chiedi(
    'POST',
    '',
    { nome: 'Accesso agli atti', contenuto },
    { 'idempotency-key': 'm1' },
  );
  expect(creato.statusCode).toBe(201);
  const modello = creato.json<Modello>();
  expect(modello).toMatchObject({ nome: 'Accesso agli atti', contenuto, versione: 1 });
  const ripetuto = await chiedi(
    'POST',
    '',
    { nome: 'Accesso agli atti', contenuto },
    { 'idempotency-key': 'm1' },
  );
  expect(ripetuto.json()).toEqual(modello);
  const collega = await entra(app, 'anagrafe');
  expect((await app.inject({ url: MODELLI, headers: collega })).json()).toEqual({ items: [modello] });
  expect((await app.inject({ url: MODELLI, headers: await entra(app, 'consultazione') })).statusCode).toBe(
    403,
  );
});

test('due modelli non hanno lo stesso nome, finché uno non è eliminato', async () => {
  const primo = (await chiedi('POST', '', { nome: 'Unico', contenuto: {} })).json<Modello>();
  const doppione = await chiedi('POST', '', { nome: 'Unico', contenuto: {} }, { 'idempotency-key': 'm2' });
  expect(doppione.json()).toMatchObject({ status: 409, codice: 'modello.nome-usato' });
  const altro = (await chiedi('POST', '', { nome: 'Altro', contenuto: {} })).json<Modello>();
  const rinominato = await chiedi('PUT', altro.id, { nome: 'Unico', contenuto: {}, versione: 1 });
  expect(rinominato.json()).toMatchObject({ status: 409, codice: 'modello.nome-usato' });
  expect((await chiedi('DELETE', primo.id)).statusCode).toBe(204);
  expect((await chiedi('DELETE', primo.id)).statusCode).toBe(404);
  expect((await chiedi('PUT', altro.id, { nome: 'Unico', contenuto: {}, versione: 1 })).statusCode).toBe(200);
  expect(await nomi()).not.toContain('Altro');
  const righe = await inTransazione(db, ente.enteId, (tx) =>
    tx
      .selectFrom('traccia')
      .select('operazione')
      .where('oggetto_id', '=', primo.id)
      .orderBy('istante')
      .execute(),
  );
  expect(righe.map((r) => r.operazione)).toEqual(['modello.creato', 'modello.eliminato']);
});

test('chi riscrive un modello cambiato da altri riceve quello di adesso', async () => {
  const { id } = (await chiedi('POST', '', { nome: 'Conteso', contenuto })).json<Modello>();
  const prima = await chiedi('PUT', id, { nome: 'Conteso', contenuto: { oggetto: 'Nuovo' }, versione: 1 });
  expect(prima.json()).toMatchObject({ contenuto: { oggetto: 'Nuovo' }, versione: 2 });
  const seconda = await chiedi('PUT', id, { nome: 'Conteso', contenuto: {}, versione: 1 });
  expect(seconda.json()).toMatchObject({
    status: 409,
    codice: 'modello.modificato-da-altri',
    dati: { attuale: { contenuto: { oggetto: 'Nuovo' }, versione: 2 } },
  });
});

test('un modello non porta file, che sono di una registrazione sola, né dati che una registrazione non ha', async () => {
  for (const estraneo of [{ documentoPrincipale: ente.enteId }, { allegati: [] }, { colore: 'rosso' }])
    expect((await chiedi('POST', '', { nome: 'Con file', contenuto: estraneo })).statusCode).toBe(422);
  expect(await nomi()).not.toContain('Con file');
});
