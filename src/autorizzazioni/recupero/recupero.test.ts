import pg from 'pg';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { apriBancaDati, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { creaPostino, type Postino } from '#platform/mail';
import { appDiProva, entra } from '../../../test/support/app-di-prova.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../../test/support/banca-dati.ts';
import { creaEnteDiProva, PASSWORD_DI_PROVA, type EnteDiProva } from '../../../test/support/ente-di-prova.ts';
import { fissaIstanteAccessi } from '../../../test/support/orologio-accessi.ts';
import { postaDiProva, type PostaDiProva } from '../../../test/support/posta-di-prova.ts';
import { lavoroAvvisoPassword, lavoroRecupero } from './recupero.jobs.ts';
import { rotteRecupero } from './recupero.routes.ts';

const NUOVA = 'un treno carico di nebbia';
let banca: BancaDatiDiProva;
let db: Db;
let app: App;
let ente: EnteDiProva;
let superutente: pg.Client;
let posta: PostaDiProva;
let postino: Postino | undefined;
let cifrata: string;
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
  app = await appDiProva(osservata, (api) =>
    rotteRecupero(api, { db: osservata, recuperoPerPosta: true, recuperiAlMinuto: 10_000 }),
  );
  superutente = new pg.Client(banca.urlSuperutente);
  await superutente.connect();
  posta = await postaDiProva();
  postino = creaPostino({
    host: 'localhost',
    porta: posta.porta,
    sicurezza: 'nessuna',
    utente: undefined,
    password: undefined,
    mittente: { nome: '', indirizzo: 'protocollo@comune.example' },
  });
  const { rows } = await superutente.query<{ password: string }>('SELECT password FROM utente LIMIT 1');
  cifrata = rows[0]?.password ?? '';
});
beforeEach(async () => {
  posta.lettere.length = 0;
  await superutente.query(
    'DELETE FROM recupero_password; DELETE FROM sessione; DELETE FROM password_passata; DELETE FROM graphile_worker._private_jobs',
  );
  await superutente.query(
    `UPDATE utente SET password = $1, password_cambiata_il = istante_accessi(), attivo = true,
      email = CASE nome_utente WHEN 'operatore' THEN 'Operatore@comune.example' END`,
    [cifrata],
  );
});
afterEach(() => fissaIstanteAccessi(banca.urlSuperutente, null));
afterAll(async () => {
  postino?.chiudi();
  await posta.chiudi();
  await superutente.end();
  await app.close();
  await db.destroy();
  await banca.elimina();
});

const chiedi = (utente: string) =>
  app.inject({ method: 'POST', url: '/api/v1/recupero', payload: { utente } });
const scegli = async (gettone: string, nuova = NUOVA) => {
  const r = await app.inject({
    method: 'POST',
    url: '/api/v1/recupero/password',
    payload: { gettone, nuova },
  });
  return r.body ? r.json<{ codice: string }>().codice : r.statusCode;
};
const accedi = async (password: string) =>
  (await app.inject({ method: 'POST', url: '/api/v1/sessione', payload: { utente: 'operatore', password } }))
    .statusCode;

/** Does what the queue would: takes the jobs there are, and carries them out. */
async function svolgi(): Promise<void> {
  const { rows } = await superutente.query<{ nome: string; contenuto: unknown }>(
    `WITH presi AS (DELETE FROM graphile_worker._private_jobs RETURNING task_id, payload)
     SELECT t.identifier AS nome, p.payload AS contenuto FROM presi p JOIN graphile_worker._private_tasks t ON t.id = p.task_id`,
  );
  const parti = { db, postino, urlPubblico: 'https://protocollo.example', log: pino({ level: 'silent' }) };
  for (const { nome, contenuto } of rows)
    await (nome === 'autorizzazioni.recupero' ? lavoroRecupero : lavoroAvvisoPassword)(contenuto, parti);
}
async function gettone(): Promise<string> {
  await chiedi('operatore');
  await svolgi();
  return /\/recupero#(\S+)/.exec(posta.lettere.at(-1)?.testo ?? '')?.[1] ?? '';
}

test('chi ha dimenticato la password riceve un messaggio con cui ne sceglie una, una volta sola', async () => {
  const altrove = await entra(app, 'operatore');
  const g = await gettone();
  expect(posta.lettere).toMatchObject([{ a: ['Operatore@comune.example'] }]);
  expect(posta.lettere[0]?.testo).toContain('entro 30 minuti');
  const { rows } = await superutente.query(`SELECT FROM recupero_password r WHERE r::text LIKE $1`, [
    `%${g.split('.')[1]}%`,
  ]);
  expect(rows).toEqual([]);

  // What is not accepted does not spend it.
  expect(await scegli(g, 'corta')).toBe('password.troppo-corta');
  expect(await scegli(g, PASSWORD_DI_PROVA)).toBe('password.gia-usata');
  expect(await scegli(g)).toBe(204);
  expect(await scegli(g, 'un’altra frase di parole')).toBe('recupero.non-valido');
  expect(await accedi(PASSWORD_DI_PROVA)).toBe(401);
  expect(await accedi(NUOVA)).toBe(201);
  expect((await app.inject({ url: '/api/v1/sessione', headers: altrove })).statusCode).toBe(401);
  await svolgi();
  expect(posta.lettere.at(-1)?.intestazioni).toMatch(/^Subject: .*password/im);
  expect(posta.lettere.at(-1)?.testo).toContain('è stata cambiata');
});

test('la risposta non dice se l’utente esiste: stesse parole e stesso lavoro, e il messaggio parte dopo', async () => {
  const prova = async (utente: string) => {
    istruzioni.length = 0;
    const r = await chiedi(utente);
    const { 'x-request-id': _1, date: _2, ...intestazioni } = r.headers;
    for (const nome of Object.keys(intestazioni))
      if (nome.startsWith('x-ratelimit')) delete intestazioni[nome as never];
    return { stato: r.statusCode, corpo: r.body, intestazioni, istruzioni: [...istruzioni] };
  };
  const noto = await prova('operatore');
  expect(noto).toMatchObject({ stato: 202, corpo: 'null' });
  expect(await prova('pluto')).toEqual(noto);
  expect(await prova('rsp')).toEqual(noto);
  expect(await prova('una password nella casella sbagliata')).toEqual(noto);
  const { rows } = await superutente.query(
    `SELECT FROM graphile_worker._private_jobs j WHERE j.payload::text LIKE '%casella%'`,
  );
  expect(rows).toEqual([]);
  await svolgi();
  expect(posta.lettere).toHaveLength(1);
});

test('si può dare anche il proprio indirizzo; a chi è disattivato, o non ha indirizzo, non si scrive', async () => {
  await chiedi('OPERATORE@comune.example');
  await svolgi();
  expect(posta.lettere).toHaveLength(1);
  await superutente.query(`UPDATE utente SET attivo = false WHERE nome_utente = 'operatore'`);
  await chiedi('operatore');
  await chiedi('rsp');
  await svolgi();
  expect(posta.lettere).toHaveLength(1);
});

test('dopo trenta minuti non vale più; uno nuovo toglie valore a quello di prima; più di tre in un’ora non partono', async () => {
  const primo = await gettone();
  const secondo = await gettone();
  expect(await scegli(primo)).toBe('recupero.non-valido');
  await fissaIstanteAccessi(banca.urlSuperutente, new Date(Date.now() + 31 * 60_000).toISOString());
  expect(await scegli(secondo)).toBe('recupero.non-valido');
  await fissaIstanteAccessi(banca.urlSuperutente, new Date(Date.now() + 29 * 60_000).toISOString());
  for (let i = 0; i < 4; i++) await gettone();
  expect(posta.lettere).toHaveLength(3);
  await fissaIstanteAccessi(banca.urlSuperutente, new Date(Date.now() + 120 * 60_000).toISOString());
  expect(await scegli(await gettone())).toBe(204);
});

test('usato due volte insieme, riesce una sola', async () => {
  const g = await gettone();
  const frasi = ['il primo che arriva vince', 'chi arriva dopo aspetta', 'e il terzo resta fuori'];
  const esiti = await Promise.all(frasi.map((f) => scegli(g, f)));
  expect(esiti.filter((e) => e === 204)).toHaveLength(1);
  expect(esiti.filter((e) => e === 'recupero.non-valido')).toHaveLength(2);
});

test('un gettone inventato, di un altro ente o storpiato riceve sempre la stessa risposta', async () => {
  const g = await gettone();
  const altri = [
    'x',
    `${'0'.repeat(32)}.${g.split('.')[1]}`,
    `${g.slice(0, -3)}xyz`,
    `${ente.enteId.replaceAll('-', '')}.${'A'.repeat(43)}`,
  ];
  for (const falso of altri) expect(await scegli(falso)).toBe('recupero.non-valido');
  expect(await scegli(g)).toBe(204);
});

test('dove non c’è posta lo si dice, per tutti allo stesso modo', async () => {
  const senza = await appDiProva(db, (api) => rotteRecupero(api, { db, recuperoPerPosta: false }));
  expect((await senza.inject({ url: '/api/v1/recupero' })).json()).toEqual({ posta: false });
  for (const utente of ['operatore', 'pluto']) {
    const r = await senza.inject({ method: 'POST', url: '/api/v1/recupero', payload: { utente } });
    expect([r.statusCode, r.json<{ codice: string }>().codice]).toEqual([409, 'recupero.non-attivo']);
  }
  await senza.close();
});
