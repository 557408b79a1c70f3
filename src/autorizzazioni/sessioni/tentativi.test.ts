import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { apriBancaDati, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { appDiProva } from '../../../test/support/app-di-prova.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../../test/support/banca-dati.ts';
import { creaEnteDiProva, PASSWORD_DI_PROVA, type EnteDiProva } from '../../../test/support/ente-di-prova.ts';
import { fissaIstanteAccessi } from '../../../test/support/orologio-accessi.ts';

let banca: BancaDatiDiProva;
let db: Db;
let app: App;
let ente: EnteDiProva;
let superutente: pg.Client;
/** Shapes of the statements run since it was emptied. */
const istruzioni: string[] = [];

beforeAll(async () => {
  banca = await nuovaBancaDati();
  ente = await creaEnteDiProva(banca.url);
  db = apriBancaDati(banca.url);
  const osservata = db.withPlugin({
    transformQuery: ({ node }) => {
      istruzioni.push(node.kind);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  app = await appDiProva(osservata, () => undefined);
  superutente = new pg.Client(banca.urlSuperutente);
  await superutente.connect();
});
beforeEach(async () => {
  await fissaIstanteAccessi(banca.urlSuperutente, null);
  await superutente.query('DELETE FROM tentativo; DELETE FROM dispositivo; DELETE FROM sessione');
});
afterAll(async () => {
  await superutente.end();
  await app.close();
  await db.destroy();
  await banca.elimina();
});

const SBAGLIATA = 'sbagliata sbagliata';
const accedi = async (
  da: { ip: string; cookie?: string },
  password: string = PASSWORD_DI_PROVA,
  utente = 'operatore',
): Promise<{ stato: number; cookie: string }> => {
  const r = await app.inject({
    method: 'POST',
    url: '/api/v1/sessione',
    remoteAddress: da.ip,
    headers: da.cookie ? { cookie: da.cookie } : {},
    payload: { utente, password },
  });
  const dispositivo = r.cookies.find((c) => c.name === 'tabularium_dispositivo');
  return { stato: r.statusCode, cookie: dispositivo ? `tabularium_dispositivo=${dispositivo.value}` : '' };
};
/** As many guesses, each from an address never seen; two at a time, as an attack is. */
async function indovina(quante: number, utente = 'operatore', blocco = '203.0'): Promise<void> {
  for (let i = 0; i < quante; i += 2)
    await Promise.all(
      [i, i + 1].map((n) => accedi({ ip: `${blocco}.${n >> 8}.${n & 255}` }, `${SBAGLIATA} ${n}`, utente)),
    );
}
const confrontate = async (utente = ente.utenti.operatore.id): Promise<number> => {
  const { rows } = await superutente.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM traccia WHERE operazione = 'accesso.rifiutato' AND dettaglio->>'motivo' = 'password' AND oggetto_id = $1`,
    [utente],
  );
  return rows[0]?.n ?? 0;
};

test('chi indovina da cento indirizzi è rallentato come da uno solo: dopo venti errori l’utente tace verso gli sconosciuti', async () => {
  const prima = await confrontate();
  await indovina(100);
  expect((await confrontate()) - prima).toBe(20);
  // Also the right password learns nothing, from a place never seen.
  expect((await accedi({ ip: '198.51.100.1' })).stato).toBe(401);
  // Then one for each pause, which doubles up to a quarter of an hour: after 1, 3, 7, 15 and 30 minutes.
  const pause = [];
  const base = Date.now();
  for (let minuti = 0; minuti < 34; minuti += 1) {
    await fissaIstanteAccessi(banca.urlSuperutente, new Date(base + minuti * 60_000 + 30_000).toISOString());
    const gia = await confrontate();
    await indovina(2, 'operatore', `192.${minuti}`);
    if ((await confrontate()) > gia) pause.push(minuti);
  }
  expect(pause).toEqual([1, 3, 7, 15, 30]);
}, 120_000);

test('mentre uno sconosciuto insiste, il collega entra dal suo browser; e da un posto in cui è già entrato', async () => {
  const casa = await accedi({ ip: '192.0.2.10' });
  expect(casa.stato).toBe(201);
  await indovina(60);
  // From elsewhere, but with his own browser.
  expect((await accedi({ ip: '198.51.100.7', cookie: casa.cookie })).stato).toBe(201);
  // With another browser, but from the address he has already come from.
  expect((await accedi({ ip: '192.0.2.10' })).stato).toBe(201);
  // With neither he waits, as the stranger does; the stranger keeps on, and he goes on working.
  expect((await accedi({ ip: '198.51.100.8' })).stato).toBe(401);
  await Promise.all([
    indovina(20),
    accedi({ ip: '198.51.100.9', cookie: casa.cookie }).then((r) => expect(r.stato).toBe(201)),
  ]);
});

test('chi insiste dalla stessa rete del collega non lo tiene fuori dal suo browser', async () => {
  const ufficio = '192.0.2.50';
  const casa = await accedi({ ip: ufficio });
  for (let i = 0; i < 12; i++) await accedi({ ip: ufficio }, SBAGLIATA);
  expect((await accedi({ ip: ufficio })).stato).toBe(401);
  expect((await accedi({ ip: ufficio, cookie: casa.cookie })).stato).toBe(201);
});

test('anche dal browser conosciuto si sbaglia poco: cinque volte, poi si aspetta', async () => {
  const casa = await accedi({ ip: '192.0.2.10' });
  for (let i = 0; i < 5; i++) await accedi({ ip: '192.0.2.10', cookie: casa.cookie }, SBAGLIATA);
  expect((await accedi({ ip: '192.0.2.10', cookie: casa.cookie })).stato).toBe(401);
  const dopo = new Date(Date.now() + 61_000).toISOString();
  await fissaIstanteAccessi(banca.urlSuperutente, dopo);
  expect((await accedi({ ip: '192.0.2.10', cookie: casa.cookie })).stato).toBe(201);
});

test('il browser conosciuto per un utente non vale per un altro, e uno inventato non vale per nessuno', async () => {
  const casa = await accedi({ ip: '192.0.2.10' });
  await indovina(30, 'anagrafe');
  expect((await accedi({ ip: '198.51.100.2', cookie: casa.cookie }, undefined, 'anagrafe')).stato).toBe(401);
  const inventato = `tabularium_dispositivo=${ente.enteId.replaceAll('-', '')}.${'A'.repeat(43)}`;
  expect((await accedi({ ip: '198.51.100.3', cookie: inventato }, undefined, 'anagrafe')).stato).toBe(401);
  // One that was never given out is not taken up as one's own either.
  const dentro = await accedi({ ip: '198.51.100.4', cookie: inventato }, undefined, 'rsp');
  expect(dentro.stato).toBe(201);
  expect(dentro.cookie).not.toBe(inventato);
});

test('una rete IPv6 conta per una, e un IPv4 scritto in IPv6 è lo stesso', async () => {
  const prima = await confrontate();
  for (let i = 0; i < 12; i++) await accedi({ ip: `2001:db8:7:1::${i.toString(16)}` }, SBAGLIATA);
  expect((await confrontate()) - prima).toBe(5);
  for (let i = 0; i < 6; i++) await accedi({ ip: i % 2 ? '::ffff:192.0.2.77' : '192.0.2.77' }, SBAGLIATA);
  expect((await confrontate()) - prima).toBe(10);
});

test('dopo un giorno senza errori si ricomincia a contare', async () => {
  for (let i = 0; i < 4; i++) await accedi({ ip: '192.0.2.60' }, SBAGLIATA);
  await fissaIstanteAccessi(banca.urlSuperutente, new Date(Date.now() + 25 * 3_600_000).toISOString());
  for (let i = 0; i < 4; i++) await accedi({ ip: '192.0.2.60' }, SBAGLIATA);
  expect((await accedi({ ip: '192.0.2.60' })).stato).toBe(201);
});

test('un nome che non esiste è contato, rallentato e risposto come uno che esiste, con lo stesso lavoro', async () => {
  const risposte = async (utente: string) => {
    const visto = [];
    for (let i = 0; i < 8; i++) {
      istruzioni.length = 0;
      const r = await app.inject({
        method: 'POST',
        url: '/api/v1/sessione',
        remoteAddress: '192.0.2.90',
        payload: { utente, password: SBAGLIATA },
      });
      const { richiesta: _, ...corpo } = r.json<Record<string, unknown>>();
      visto.push({ stato: r.statusCode, corpo, cookie: r.cookies, istruzioni: [...istruzioni] });
    }
    return visto;
  };
  const esistente = await risposte('operatore');
  const inesistente = await risposte('pluto.paperino');
  expect(inesistente).toEqual(esistente);
  expect(esistente[0]?.istruzioni.length).toBeGreaterThan(5);
  const { rows } = await superutente.query(`SELECT chi FROM tentativo t WHERE t::text LIKE '%pluto%'`);
  expect(rows).toEqual([]);
});

test('tentare diecimila nomi inventati non riempie la banca dati: occupano pochi posti', async () => {
  const { nessuno } = await import('./tentativi.ts');
  const posti = new Set(Array.from({ length: 20_000 }, (_, i) => nessuno(`${ente.enteId} nome${i}`)));
  expect(posti.size).toBeLessThanOrEqual(4096);
});
