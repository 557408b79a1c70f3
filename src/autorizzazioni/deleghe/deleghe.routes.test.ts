import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apriBancaDati, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { appDiProva, entra } from '../../../test/support/app-di-prova.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../../test/support/banca-dati.ts';
import { creaEnteDiProva, type EnteDiProva } from '../../../test/support/ente-di-prova.ts';
import type { Delega } from './deleghe.schema.ts';
import { rotteDeleghe } from './deleghe.routes.ts';

const DELEGHE = '/api/v1/deleghe';
let banca: BancaDatiDiProva;
let db: Db;
let app: App;
let ente: EnteDiProva;
let superutente: pg.Client;
let rsp: { cookie: string };
beforeAll(async () => {
  banca = await nuovaBancaDati();
  ente = await creaEnteDiProva(banca.url);
  db = apriBancaDati(banca.url);
  app = await appDiProva(db, (api) => {
    rotteDeleghe(api, { db });
    api.get('/autorizza', { config: { permesso: 'provvedimento.autorizza' } }, async () => ({}));
  });
  superutente = new pg.Client(banca.urlSuperutente);
  await superutente.connect();
  rsp = await entra(app, 'rsp');
});
afterAll(async () => {
  await superutente.end();
  await app.close();
  await db.destroy();
  await banca.elimina();
});

async function giorno(scarto: number): Promise<string> {
  const { rows } = await superutente.query<{ g: string }>(
    `SELECT ((now() AT TIME ZONE 'Europe/Rome')::date + $1::int)::text AS g`,
    [scarto],
  );
  return rows[0]?.g ?? '';
}
const conferisci = (payload: object, headers: Record<string, string> = rsp) =>
  app.inject({ method: 'POST', url: DELEGHE, headers, payload });
const puoAutorizzare = async (sessione: { cookie: string }) =>
  (await app.inject({ url: '/api/v1/autorizza', headers: sessione })).statusCode === 200;

test('il delegato autorizza dal primo all’ultimo giorno della delega, e non oltre la revoca', async () => {
  const operatore = await entra(app, 'operatore');
  const utente = ente.utenti.operatore.id;
  expect(await puoAutorizzare(operatore)).toBe(false);
  await conferisci({ utente, dal: await giorno(1), atto: 'Decreto 1' });
  await conferisci({ utente, dal: await giorno(-9), al: await giorno(-1), atto: 'Decreto 2' });
  expect(await puoAutorizzare(operatore)).toBe(false);

  const risposta = await conferisci({ utente, dal: await giorno(0), al: await giorno(0), atto: 'Decreto 3' });
  expect(risposta.statusCode).toBe(201);
  const delega = risposta.json<Delega>();
  expect(delega).toMatchObject({
    utente: { id: utente, cognome: 'Prova-operatore' },
    dal: await giorno(0),
    conferitaDa: 'Prova-rsp Anna',
    inVigore: true,
  });
  expect(await puoAutorizzare(operatore)).toBe(true);
  const elenco = await app.inject({ url: DELEGHE, headers: rsp });
  expect(elenco.json<{ items: Delega[] }>().items.map((d) => [d.atto, d.inVigore])).toEqual([
    ['Decreto 1', false],
    ['Decreto 3', true],
    ['Decreto 2', false],
  ]);

  const revoca = await app.inject({ method: 'DELETE', url: `${DELEGHE}/${delega.id}`, headers: rsp });
  expect(revoca.statusCode).toBe(204);
  expect(await puoAutorizzare(operatore)).toBe(false);
  const { rows } = await superutente.query(
    `SELECT operazione, utente_id FROM traccia WHERE oggetto_id = $1 ORDER BY istante`,
    [delega.id],
  );
  expect(rows).toEqual([
    { operazione: 'delega.conferita', utente_id: ente.utenti.rsp.id },
    { operazione: 'delega.revocata', utente_id: ente.utenti.rsp.id },
  ]);
});

test('non si delega sé stessi, né chi non c’è, né per un periodo alla rovescia', async () => {
  const oggi = await giorno(0);
  const valida = { utente: ente.utenti.anagrafe.id, dal: oggi, atto: 'Decreto' };
  expect((await conferisci({ ...valida, utente: ente.utenti.rsp.id })).json()).toMatchObject({
    codice: 'delega.utente',
  });
  expect((await conferisci({ ...valida, utente: ente.enteId })).json()).toMatchObject({
    codice: 'delega.utente',
  });
  expect((await conferisci({ ...valida, al: await giorno(-1) })).json()).toMatchObject({
    codice: 'delega.periodo',
  });
  expect((await conferisci({ ...valida, atto: ' ' })).statusCode).toBe(422);
  expect((await conferisci({ ...valida, dal: '2026-02-30' })).statusCode).toBe(422);
});

test('solo il responsabile delega; l’amministratore può leggere, il delegato no', async () => {
  const valida = { utente: ente.utenti.anagrafe.id, dal: await giorno(0), atto: 'Decreto' };
  for (const utente of ['admin', 'operatore', 'consultazione', 'nuovo']) {
    const sessione = await entra(app, utente);
    expect((await conferisci(valida, sessione)).statusCode).toBe(403);
    expect((await app.inject({ url: DELEGHE, headers: sessione })).statusCode).toBe(
      utente === 'admin' ? 200 : 403,
    );
  }
});
