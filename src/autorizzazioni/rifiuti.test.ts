import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { apriBancaDati, type Db } from '#platform/db';
import type { App } from '#platform/http';
import type { FastifyRequest } from 'fastify';
import { appDiProva, entra } from '../../test/support/app-di-prova.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../test/support/banca-dati.ts';
import { creaEnteDiProva, type EnteDiProva } from '../../test/support/ente-di-prova.ts';
import { Rifiuti } from './rifiuti.ts';

let banca: BancaDatiDiProva;
let db: Db;
let app: App;
let ente: EnteDiProva;
let superutente: pg.Client;
beforeAll(async () => {
  banca = await nuovaBancaDati();
  ente = await creaEnteDiProva(banca.url);
  db = apriBancaDati(banca.url);
  app = await appDiProva(db, (api) => {
    api.get('/riservata', { config: { permesso: 'registrazione.registra' } }, async () => ({}));
  });
  superutente = new pg.Client(banca.urlSuperutente);
  await superutente.connect();
});
beforeEach(() =>
  superutente.query(
    'CREATE TABLE IF NOT EXISTS prima AS SELECT now() AS da; UPDATE prima SET da = clock_timestamp()',
  ),
);
afterAll(async () => {
  await superutente.end();
  await app.close();
  await db.destroy();
  await banca.elimina();
});

type Riga = { operazione: string; utente_id: string | null; dettaglio: Record<string, unknown>; ip: string };
const annotati = async (): Promise<Riga[]> =>
  (
    await superutente.query<Riga>(
      `SELECT operazione, utente_id, dettaglio, ip FROM traccia, prima WHERE operazione LIKE 'sicurezza.%' AND istante > da ORDER BY istante, id`,
    )
  ).rows;
const nudo = () => ente.enteId.replaceAll('-', '');

test('RN-11.8 una credenziale falsa e l’identificativo di un altro sono rifiutati, e ciascuno lascia una riga', async () => {
  const via = '/api/v1/riservata';
  const falsi: Record<string, string>[] = [
    { authorization: `Bearer tab_${nudo()}.${'A'.repeat(43)}` },
    { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.' },
    { cookie: `tabularium_sessione=${nudo()}.${'B'.repeat(43)}` },
    { cookie: `tabularium_sessione=${'f'.repeat(32)}.${'B'.repeat(43)}` },
    { cookie: 'tabularium_sessione=admin' },
  ];
  for (const headers of falsi) {
    const r = await app.inject({ url: via, headers, remoteAddress: '203.0.113.5' });
    expect(r.statusCode).toBe(401);
  }
  let righe = await annotati();
  expect(righe).toHaveLength(falsi.length);
  for (const riga of righe)
    expect(riga).toMatchObject({
      operazione: 'sicurezza.credenziale-falsa',
      utente_id: null,
      ip: '203.0.113.5',
      dettaglio: { metodo: 'GET', rotta: via },
    });
  expect(JSON.stringify(righe)).not.toContain('BBBB');

  const consultazione = await entra(app, 'consultazione');
  const operatore = await entra(app, 'operatore');
  const chiama = async (
    metodo: 'GET' | 'PUT' | 'DELETE',
    url: string,
    headers: { cookie: string },
    payload?: object,
  ) =>
    (await app.inject({ method: metodo, url: `/api/v1${url}`, headers, ...(payload && { payload }) }))
      .statusCode;
  expect(await chiama('GET', '/riservata', consultazione)).toBe(403);
  expect(await chiama('GET', `/utenti/${ente.utenti.rsp.id}/sessioni`, operatore)).toBe(403);
  expect(await chiama('DELETE', `/utenti/${ente.utenti.rsp.id}/sessioni`, operatore)).toBe(403);
  expect(await chiama('PUT', '/sessione/incarico', operatore, { incarico: ente.utenti.rsp.incaricoId })).toBe(
    403,
  );
  righe = (await annotati()).slice(falsi.length);
  expect(righe.map((r) => [r.operazione, r.utente_id, r.dettaglio.codice])).toEqual([
    ['sicurezza.negata', ente.utenti.consultazione.id, 'autorizzazione.negata'],
    ['sicurezza.negata', ente.utenti.operatore.id, 'autorizzazione.negata'],
    ['sicurezza.negata', ente.utenti.operatore.id, 'autorizzazione.negata'],
    ['sicurezza.negata', ente.utenti.operatore.id, 'sessione.incarico-altrui'],
  ]);
});

test('chi non porta credenziali non lascia righe, e un cookie finito è tolto dal browser alla prima risposta', async () => {
  expect((await app.inject({ url: '/api/v1/riservata' })).statusCode).toBe(401);
  expect(await annotati()).toEqual([]);
  const sessione = await entra(app, 'operatore');
  await app.inject({ method: 'DELETE', url: '/api/v1/sessione', headers: sessione });
  const dopo = await app.inject({ url: '/api/v1/sessione', headers: sessione });
  expect(dopo.statusCode).toBe(401);
  expect(dopo.cookies).toMatchObject([{ name: 'tabularium_sessione', value: '' }]);
});

test('un diluvio di credenziali false non riempie la banca dati: poche righe, e una che dice quante altre', async () => {
  let ora = Date.parse('2026-11-26T10:00:00Z');
  const rifiuti = new Rifiuti(db, () => ora);
  const richiesta = {
    headers: { authorization: `Bearer tab_${nudo()}.${'C'.repeat(43)}` },
    cookies: {},
    method: 'GET',
    routeOptions: { url: '/api/v1/riservata' },
    ip: '203.0.113.9',
    id: 'r',
  } as unknown as FastifyRequest;
  await Promise.all(Array.from({ length: 5000 }, () => rifiuti.credenzialeFalsa(richiesta)));
  expect(await annotati()).toHaveLength(60);
  ora += 60_000;
  for (let i = 0; i < 100; i++) await rifiuti.credenzialeFalsa(richiesta);
  const righe = await annotati();
  expect(righe).toHaveLength(60 + 1 + 6);
  expect(righe.find((r) => r.operazione === 'sicurezza.altri-rifiuti')?.dettaglio).toMatchObject({
    quanti: 4940,
  });
});
