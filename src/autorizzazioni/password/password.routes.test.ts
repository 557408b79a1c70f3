import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { apriBancaDati, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { appDiProva, entra } from '../../../test/support/app-di-prova.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../../test/support/banca-dati.ts';
import { creaEnteDiProva, PASSWORD_DI_PROVA, type EnteDiProva } from '../../../test/support/ente-di-prova.ts';
import { fissaIstanteAccessi } from '../../../test/support/orologio-accessi.ts';

const SESSIONE = '/api/v1/sessione';
const NUOVA = 'un treno carico di nebbia';
let banca: BancaDatiDiProva;
let db: Db;
let app: App;
let ente: EnteDiProva;
let superutente: pg.Client;
let cifrata: string;

beforeAll(async () => {
  banca = await nuovaBancaDati();
  ente = await creaEnteDiProva(banca.url);
  db = apriBancaDati(banca.url);
  app = await appDiProva(db, (api) => {
    api.get('/riservata', { config: { permesso: 'registrazione.registra' } }, async () => ({}));
    api.get('/autenticata', { config: { permesso: 'autenticato' } }, async () => ({}));
  });
  superutente = new pg.Client(banca.urlSuperutente);
  await superutente.connect();
  const { rows } = await superutente.query<{ password: string }>('SELECT password FROM utente LIMIT 1');
  cifrata = rows[0]?.password ?? '';
});
beforeEach(async () => {
  await superutente.query(`DELETE FROM sessione; DELETE FROM password_passata; DELETE FROM tentativo`);
  await superutente.query(
    `UPDATE utente SET password = $1, password_da_cambiare = false, password_iniziale_fino = NULL,
      password_cambiata_il = istante_accessi(), dati_particolari = false, dati_giudiziari = false`,
    [cifrata],
  );
});
afterEach(() => fissaIstanteAccessi(banca.urlSuperutente, null));
afterAll(async () => {
  await superutente.end();
  await app.close();
  await db.destroy();
  await banca.elimina();
});

type Intestazioni = Record<string, string>;
const chiama = async (
  url: string,
  headers: Intestazioni,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' = 'GET',
  payload?: object,
) => {
  const r = await app.inject({ method, url: `/api/v1${url}`, headers, ...(payload && { payload }) });
  return { stato: r.statusCode, corpo: r.body ? r.json<Record<string, unknown>>() : {} };
};
const accedi = (utente: string, password = PASSWORD_DI_PROVA) =>
  app.inject({ method: 'POST', url: SESSIONE, payload: { utente, password } });
const cambia = (headers: Intestazioni, nuova = NUOVA, attuale = PASSWORD_DI_PROVA) =>
  chiama('/sessione/password', headers, 'PUT', { attuale, nuova });
const biscotto = (r: Awaited<ReturnType<typeof accedi>>): Intestazioni => ({
  cookie: `tabularium_sessione=${r.cookies.find((c) => c.name === 'tabularium_sessione')?.value}`,
});

test('RN-11.5-2 con la password iniziale si può solo cambiarla, uscire o chiedere chi si è', async () => {
  await superutente.query(`UPDATE utente SET password_da_cambiare = true WHERE nome_utente = 'operatore'`);
  const sessione = await entra(app, 'operatore');
  const rifiuto = {
    stato: 403,
    corpo: expect.objectContaining({ codice: 'sessione.password-da-cambiare' }) as unknown,
  };
  // Every route there is, but for those named: also those that anybody who signed in may call.
  const { rotteDichiarate } = await import('../guardia.ts');
  const aperte: string[] = [];
  for (const { metodo, url } of rotteDichiarate(app).filter((r) => r.permesso !== 'pubblico')) {
    const indirizzo = url.replace(/:[a-z]+/gi, '00000000-0000-7000-8000-000000000000');
    const r = await app.inject({ method: metodo as 'GET', url: indirizzo, headers: sessione });
    if (r.statusCode !== 403) aperte.push(`${metodo} ${url.replace('/api/v1', '')}`);
    else expect(r.json()).toMatchObject(rifiuto.corpo as object);
    // Leaving and locking, which are among them, end the session or close it.
    if (/DELETE.*sessione$|blocco$/.test(`${metodo} ${url}`))
      Object.assign(sessione, await entra(app, 'operatore'));
  }
  expect(aperte.sort()).toEqual([
    'DELETE /sessione',
    'GET /sessione',
    'POST /sessione/blocco',
    // To unlock, as with the password.
    'POST /sessione/passkey',
    'POST /sessione/passkey/opzioni',
    'POST /sessione/password/giudizio',
    'POST /sessione/sblocco',
    'PUT /sessione/password',
  ]);
  const dentro = await entra(app, 'operatore');
  expect((await chiama('/sessione', dentro)).corpo).toMatchObject({ obblighi: ['password'] });
  expect(await chiama('/riservata', dentro)).toEqual(rifiuto);
  // The same again is no change.
  expect((await cambia(dentro, PASSWORD_DI_PROVA)).corpo).toMatchObject({ codice: 'password.gia-usata' });
  expect(await chiama('/riservata', dentro)).toEqual(rifiuto);
  expect((await cambia(dentro)).stato).toBe(204);
  expect((await chiama('/sessione', dentro)).corpo).toMatchObject({ obblighi: [] });
  expect((await chiama('/riservata', dentro)).stato).toBe(200);
  expect((await accedi('operatore')).statusCode).toBe(401);
  expect((await accedi('operatore', NUOVA)).json()).toMatchObject({ obblighi: [] });
});

test('RN-11.5-3 la password va cambiata entro sei mesi: un giorno prima no, un giorno dopo sì', async () => {
  await fissaIstanteAccessi(banca.urlSuperutente, '2026-08-31T10:00:00+02:00');
  await superutente.query('UPDATE utente SET password_cambiata_il = istante_accessi()');
  await fissaIstanteAccessi(banca.urlSuperutente, '2027-02-27T10:00:00+01:00');
  const prima = await entra(app, 'operatore');
  expect((await chiama('/sessione', prima)).corpo).toMatchObject({
    obblighi: [],
    passwordScadeIl: '2027-02-28T09:00:00.000Z',
  });
  expect((await chiama('/riservata', prima)).stato).toBe(200);

  await fissaIstanteAccessi(banca.urlSuperutente, '2027-03-01T10:00:00+01:00');
  const dopo = await entra(app, 'operatore');
  expect((await chiama('/riservata', dopo)).corpo).toMatchObject({ codice: 'sessione.password-da-cambiare' });
  expect((await cambia(dopo)).stato).toBe(204);
  expect((await chiama('/riservata', dopo)).stato).toBe(200);
  expect((await chiama('/sessione', dopo)).corpo).toMatchObject({
    passwordScadeIl: '2027-09-01T08:00:00.000Z',
  });
});

test.each(['dati_particolari', 'dati_giudiziari'])(
  'RN-11.5-4 chi tratta dati sensibili o giudiziari cambia la password entro tre mesi (%s)',
  async (colonna) => {
    await fissaIstanteAccessi(banca.urlSuperutente, '2026-06-10T10:00:00+02:00');
    await superutente.query('UPDATE utente SET password_cambiata_il = istante_accessi()');
    await superutente.query(`UPDATE utente SET ${colonna} = true WHERE nome_utente = 'operatore'`);
    await fissaIstanteAccessi(banca.urlSuperutente, '2026-09-09T10:00:00+02:00');
    expect((await chiama('/riservata', await entra(app, 'operatore'))).stato).toBe(200);
    await fissaIstanteAccessi(banca.urlSuperutente, '2026-09-11T10:00:00+02:00');
    const operatore = await entra(app, 'operatore');
    expect((await chiama('/riservata', operatore)).corpo).toMatchObject({
      codice: 'sessione.password-da-cambiare',
    });
    expect((await chiama('/riservata', await entra(app, 'anagrafe'))).stato).toBe(200);
    expect((await cambia(operatore)).stato).toBe(204);
    expect((await chiama('/riservata', operatore)).stato).toBe(200);
  },
);

test('una password vecchia che scade durante il lavoro ferma la sessione già aperta', async () => {
  const sessione = await entra(app, 'operatore');
  await superutente.query(`UPDATE utente SET password_cambiata_il = istante_accessi() - interval '7 months'`);
  expect((await chiama('/riservata', sessione)).corpo).toMatchObject({
    codice: 'sessione.password-da-cambiare',
  });
});

test('non si riprendono le ultime sei password; la settima torna libera', async () => {
  const sessione = await entra(app, 'operatore');
  const frasi = ['zucca', 'tela', 'brina', 'fumo', 'sasso', 'corda'].map(
    (p) => `una lunga frase di ${p} e vetro`,
  );
  let attuale = PASSWORD_DI_PROVA;
  for (const frase of frasi) {
    expect((await cambia(sessione, frase, attuale)).stato).toBe(204);
    attuale = frase;
  }
  for (const frase of frasi)
    expect((await cambia(sessione, frase, attuale)).corpo).toMatchObject({
      codice: 'password.gia-usata',
      campi: [{ campo: 'nuova' }],
    });
  expect((await cambia(sessione, PASSWORD_DI_PROVA, attuale)).stato).toBe(204);
  const { rows } = await superutente.query<{ n: number }>('SELECT count(*)::int AS n FROM password_passata');
  expect(rows[0]?.n).toBe(5);
});

test('cambiare la password chiude le altre sessioni e non questa', async () => {
  const altra = await entra(app, 'operatore');
  const questa = await entra(app, 'operatore');
  const altrui = await entra(app, 'rsp');
  expect((await cambia(questa)).stato).toBe(204);
  expect((await chiama('/sessione', altra)).stato).toBe(401);
  expect((await chiama('/sessione', questa)).stato).toBe(200);
  expect((await chiama('/sessione', altrui)).stato).toBe(200);
});

test('chi trova una sessione aperta non ne fa sua la password: serve quella attuale, e i tentativi finiscono', async () => {
  const sessione = await entra(app, 'operatore');
  for (let i = 0; i < 4; i++)
    expect((await cambia(sessione, NUOVA, 'indovino indovino')).corpo).toMatchObject({
      codice: 'password.attuale-errata',
      campi: [{ campo: 'attuale' }],
    });
  expect((await cambia(sessione, NUOVA, 'indovino indovino')).stato).toBe(429);
  expect((await cambia(sessione)).stato).toBe(429);
  // The user himself, elsewhere, is not stopped.
  expect((await accedi('operatore')).statusCode).toBe(201);
});

test('due cambi insieme: uno solo riesce, e la password è la sua', async () => {
  const sessione = await entra(app, 'operatore');
  const frasi = ['il primo che arriva vince', 'chi arriva dopo aspetta'];
  const esiti = await Promise.all(frasi.map((f) => cambia(sessione, f)));
  expect(esiti.map((e) => e.stato).sort()).toEqual([204, 422]);
  const vincente = frasi[esiti.findIndex((e) => e.stato === 204)] ?? '';
  expect((await accedi('operatore', vincente)).statusCode).toBe(201);
});

test('mentre si sceglie, il programma dice se la password va bene, con i nomi della persona e dell’ente', async () => {
  const sessione = await entra(app, 'operatore');
  const giudica = async (password: string) =>
    (await chiama('/sessione/password/giudizio', sessione, 'POST', { password })).corpo;
  expect(await giudica(NUOVA)).toEqual({ accettabile: true });
  expect(await giudica('Prova-operatore Anna')).toMatchObject({ accettabile: false });
  expect(await giudica('')).toMatchObject({
    accettabile: false,
    motivo: expect.stringContaining('12') as string,
  });
  expect((await cambia(sessione, 'operatore operatore')).corpo).toMatchObject({
    codice: 'password.indovinabile',
  });
});

test('l’amministratore dà una password iniziale, mostrata una volta: l’utente esce ovunque e ne sceglie una sua', async () => {
  const admin = await entra(app, 'admin');
  const operatore = await entra(app, 'operatore');
  const via = `/utenti/${ente.utenti.operatore.id}/password-iniziale`;
  expect((await chiama(via, operatore, 'POST')).stato).toBe(403);
  expect((await chiama(via, await entra(app, 'rsp'), 'POST')).stato).toBe(403);
  const data = await chiama(via, admin, 'POST');
  expect(data).toMatchObject({ stato: 201, corpo: { valeGiorni: 14 } });
  const iniziale = String(data.corpo.password);
  expect((await chiama('/sessione', operatore)).stato).toBe(401);
  expect((await accedi('operatore')).statusCode).toBe(401);
  const entrato = await accedi('operatore', iniziale);
  expect(entrato.json()).toMatchObject({ obblighi: ['password'] });
  expect((await cambia(biscotto(entrato), NUOVA, iniziale)).stato).toBe(204);
  const { rows } = await superutente.query(`SELECT FROM traccia t WHERE t::text LIKE $1`, [`%${iniziale}%`]);
  expect(rows).toEqual([]);
  expect(
    (await chiama(`/utenti/${ente.utenti.admin.id}/password-iniziale`, admin, 'POST')).corpo,
  ).toMatchObject({
    codice: 'password.propria',
  });
  expect((await chiama(`/utenti/${ente.enteId}/password-iniziale`, admin, 'POST')).stato).toBe(404);
});

test('dopo quattordici giorni la password iniziale non apre più', async () => {
  const admin = await entra(app, 'admin');
  await fissaIstanteAccessi(banca.urlSuperutente, new Date().toISOString());
  const data = await chiama(`/utenti/${ente.utenti.operatore.id}/password-iniziale`, admin, 'POST');
  const iniziale = String(data.corpo.password);
  const tra = (giorni: number, minuti: number) =>
    fissaIstanteAccessi(
      banca.urlSuperutente,
      new Date(Date.now() + giorni * 86_400_000 + minuti * 60_000).toISOString(),
    );
  await tra(14, -10);
  expect((await accedi('operatore', iniziale)).statusCode).toBe(201);
  await tra(14, 10);
  const scaduta = await accedi('operatore', iniziale);
  expect([scaduta.statusCode, scaduta.json<{ codice: string }>().codice]).toEqual([
    401,
    'sessione.credenziali',
  ]);
});

test('RN-A.7 le password sono cifrate con sale e lentezza, nessuna risposta le contiene, i tentativi sono limitati', async () => {
  const { rows } = await superutente.query<{ password: string }>('SELECT password FROM utente');
  for (const { password } of rows)
    expect(password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[^$]{22}\$[^$]{43}$/);
  // The same password twice is stored in two ways.
  await cambia(await entra(app, 'operatore'));
  await cambia(await entra(app, 'rsp'));
  const nuove = await superutente.query<{ password: string }>(
    `SELECT password FROM utente WHERE nome_utente IN ('operatore', 'rsp')`,
  );
  expect(new Set(nuove.rows.map((r) => r.password)).size).toBe(2);

  const admin = await entra(app, 'admin');
  const { rotteDichiarate } = await import('../guardia.ts');
  const letture = rotteDichiarate(app).filter((r) => r.metodo === 'GET');
  expect(letture.length).toBeGreaterThan(3);
  for (const { url } of letture) {
    const testo = (
      await app.inject({ url: url.replace(/:[a-z]+/gi, ente.utenti.operatore.id), headers: admin })
    ).body;
    for (const segreto of ['argon2', PASSWORD_DI_PROVA, NUOVA]) expect(testo).not.toContain(segreto);
  }
  for (let i = 0; i < 6; i++) await accedi('anagrafe', 'sbagliata sbagliata');
  expect((await accedi('anagrafe')).statusCode).toBe(401);
});
