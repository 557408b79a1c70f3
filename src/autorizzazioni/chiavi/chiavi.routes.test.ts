import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apriBancaDati, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { appDiProva, entra } from '../../../test/support/app-di-prova.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../../test/support/banca-dati.ts';
import { creaEnteDiProva } from '../../../test/support/ente-di-prova.ts';
import type { ChiaveApi, ChiaveCreata } from './chiavi.schema.ts';
import { rotteChiaviApi } from './chiavi.routes.ts';

const CHIAVI = '/api/v1/chiavi-api';
let banca: BancaDatiDiProva;
let db: Db;
let app: App;
let superutente: pg.Client;
let admin: { cookie: string };
beforeAll(async () => {
  banca = await nuovaBancaDati();
  await creaEnteDiProva(banca.url);
  db = apriBancaDati(banca.url);
  app = await appDiProva(db, (api) => {
    rotteChiaviApi(api, { db });
    api.get('/consulta', { config: { permesso: 'registrazione.consulta' } }, async () => ({}));
    api.get('/autorizza', { config: { permesso: 'provvedimento.autorizza' } }, async () => ({}));
  });
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

const tra = (giorni: number) => new Date(Date.now() + giorni * 86_400_000).toISOString();
const LETTURA = { nome: 'Sportello', ambiti: ['registrazioni:leggi'], scadeIl: tra(30) };
const crea = (payload: object, headers: Record<string, string> = admin) =>
  app.inject({ method: 'POST', url: CHIAVI, headers, payload });
const usa = async (chiave: string, url = 'consulta') =>
  (await app.inject({ url: `/api/v1/${url}`, headers: { authorization: `Bearer ${chiave}` } })).statusCode;

test('una chiave si vede una volta sola, apre solo i suoi ambiti, e in banca dati non c’è il suo segreto', async () => {
  const risposta = await crea(LETTURA);
  expect(risposta.statusCode).toBe(201);
  const { chiave, ...resto } = risposta.json<ChiaveCreata>();
  expect(chiave).toMatch(/^tab_/);
  expect(await usa(chiave)).toBe(200);
  expect(await usa(chiave, 'autorizza')).toBe(403);
  expect(await usa(`${chiave.slice(0, -2)}xx`)).toBe(401);

  const elenco = await app.inject({ url: CHIAVI, headers: admin });
  const { ultimoUso, ...elencata } = elenco.json<{ items: ChiaveApi[] }>().items[0] ?? {};
  expect(elencata).toEqual(resto);
  expect(ultimoUso).toBeDefined();
  const segreto = chiave.split('.')[1] ?? '';
  expect(elenco.body).not.toContain(segreto);
  for (const tabella of ['chiave_api', 'traccia', 'idempotenza']) {
    const { rows } = await superutente.query(`SELECT FROM ${tabella} t WHERE strpos(t::text, $1) > 0`, [
      segreto,
    ]);
    expect(rows).toEqual([]);
  }
});

test('una chiave revocata o scaduta non apre più, e la revoca lascia traccia', async () => {
  const { id, chiave } = (await crea(LETTURA)).json<ChiaveCreata>();
  const revoca = () => app.inject({ method: 'DELETE', url: `${CHIAVI}/${id}`, headers: admin });
  expect((await revoca()).statusCode).toBe(204);
  expect((await revoca()).statusCode).toBe(204);
  expect(await usa(chiave)).toBe(401);
  const { rows } = await superutente.query(
    `SELECT operazione FROM traccia WHERE oggetto_tipo = 'chiave-api' AND oggetto_id = $1 ORDER BY istante`,
    [id],
  );
  expect(rows).toEqual([{ operazione: 'chiave-api.creata' }, { operazione: 'chiave-api.revocata' }]);

  const altra = (await crea(LETTURA)).json<ChiaveCreata>();
  await superutente.query(`UPDATE chiave_api SET scade_il = clock_timestamp() WHERE id = $1`, [altra.id]);
  expect(await usa(altra.chiave)).toBe(401);
});

test('ambiti sconosciuti, scadenze passate o oltre due anni, uffici che non registrano: rifiutati col motivo', async () => {
  const campi = async (payload: object): Promise<string[]> => {
    const risposta = await crea(payload);
    expect(risposta.statusCode).toBe(422);
    return risposta.json<{ campi: { campo: string }[] }>().campi.map((c) => c.campo);
  };
  expect(await campi({ ...LETTURA, ambiti: ['tutto'] })).toEqual(['ambiti.0']);
  expect(await campi({ ...LETTURA, ambiti: [] })).toEqual(['ambiti']);
  expect(await campi({ ...LETTURA, scadeIl: undefined })).toEqual(['scadeIl']);
  expect(await campi({ ...LETTURA, scadeIl: tra(-1) })).toEqual(['scadeIl']);
  expect(await campi({ ...LETTURA, scadeIl: tra(740) })).toEqual(['scadeIl']);
  const scrive = { ...LETTURA, ambiti: ['registrazioni:scrivi'] };
  expect(await campi(scrive)).toEqual(['unita']);
  expect(await campi({ ...scrive, unita: 'tecnico' })).toEqual(['unita']);
  expect(await campi({ ...scrive, unita: 'inesistente' })).toEqual(['unita']);
  expect((await crea({ ...scrive, unita: 'anagrafe' })).json()).toMatchObject({ unita: 'anagrafe' });
});

test('la stessa Idempotency-Key ridà la stessa chiave, anche in gara; con un altro corpo è un conflitto', async () => {
  const conChiave = { ...admin, 'idempotency-key': 'ritento' };
  const risposte = await Promise.all([1, 2, 3, 4].map(() => crea(LETTURA, conChiave)));
  expect(risposte.map((r) => r.statusCode)).toEqual([201, 201, 201, 201]);
  expect(new Set(risposte.map((r) => r.body)).size).toBe(1);
  expect(await usa(risposte[0]?.json<ChiaveCreata>().chiave ?? '')).toBe(200);
  expect((await crea({ ...LETTURA, nome: 'Altro' }, conChiave)).statusCode).toBe(409);
  const altrove = await crea(LETTURA, { ...(await entra(app, 'admin')), 'idempotency-key': 'ritento' });
  expect(altrove.json<ChiaveCreata>().chiave).not.toBe(risposte[0]?.json<ChiaveCreata>().chiave);
});

test('solo l’amministratore vede, crea e revoca le chiavi', async () => {
  for (const utente of ['rsp', 'operatore', 'consultazione', 'nuovo']) {
    const sessione = await entra(app, utente);
    expect((await app.inject({ url: CHIAVI, headers: sessione })).statusCode).toBe(403);
    expect((await crea(LETTURA, sessione)).statusCode).toBe(403);
  }
});
