import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { apriBancaDati, type Db } from '#platform/db';
import { leggiConfigurazione } from '#platform/config';
import type { App } from '#platform/http';
import { impostazioniAutorizzazioni } from '../autorizzazioni.config.ts';
import { appDiProva, entra } from '../../../test/support/app-di-prova.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../../test/support/banca-dati.ts';
import { creaEnteDiProva, PASSWORD_DI_PROVA, type EnteDiProva } from '../../../test/support/ente-di-prova.ts';
import { fissaIstanteAccessi } from '../../../test/support/orologio-accessi.ts';

const SESSIONE = '/api/v1/sessione';
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
    api.get('/battito', { config: { permesso: 'autenticato', sottofondo: true } }, async () => ({}));
  });
  superutente = new pg.Client(banca.urlSuperutente);
  await superutente.connect();
});
beforeEach(async () => {
  await superutente.query('DELETE FROM tentativo; DELETE FROM dispositivo; DELETE FROM sessione');
});
afterAll(async () => {
  await superutente.end();
  await app.close();
  await db.destroy();
  await banca.elimina();
});

const accedi = (
  utente: string,
  password = PASSWORD_DI_PROVA,
  altro: { host?: string; cookie?: string } = {},
) => app.inject({ method: 'POST', url: SESSIONE, headers: altro, payload: { utente, password } });

async function ultimaTraccia(): Promise<{ operazione: string; utente_id: string | null; dettaglio: object }> {
  const { rows } = await superutente.query<{
    operazione: string;
    utente_id: string | null;
    dettaglio: object;
  }>('SELECT operazione, utente_id, dettaglio FROM traccia ORDER BY istante DESC, id DESC LIMIT 1');
  if (!rows[0]) throw new Error('nessuna traccia');
  return rows[0];
}

test('l’accesso dice chi si è, per quale ufficio e che cosa si può fare, e lascia traccia', async () => {
  const risposta = await accedi('Operatore ');
  expect(risposta.statusCode).toBe(201);
  expect(risposta.json()).toMatchObject({
    ente: { codiceIpa: ente.codiceIpa, dimostrativo: false },
    utente: { id: ente.utenti.operatore.id, nomeUtente: 'operatore' },
    incarico: { profilo: 'operatore', unita: { codice: 'protocollo', uop: true, ufficioProtocollo: true } },
    bloccata: false,
    inattivitaMinuti: 10,
  });
  expect(risposta.json<{ permessi: string[] }>().permessi).toContain('registrazione.registra');
  expect(await ultimaTraccia()).toMatchObject({
    operazione: 'sessione.aperta',
    utente_id: ente.utenti.operatore.id,
  });
});

test('il cookie è fuori dalla portata degli script e Secure, salvo in chiaro sulla propria macchina', async () => {
  const sulPosto = String(
    (await accedi('operatore', undefined, { host: 'localhost:8080' })).headers['set-cookie'],
  );
  expect(sulPosto).toMatch(/^tabularium_sessione=[^,]+; Path=\/; HttpOnly; SameSite=Strict,/);
  const altrove = String(
    (await accedi('operatore', undefined, { host: 'protocollo.example' })).headers['set-cookie'],
  );
  expect(altrove).toMatch(/^__Host-tabularium_sessione=[^,]+; Path=\/; HttpOnly; Secure; SameSite=Strict,/);
  expect(altrove).toMatch(/__Host-tabularium_dispositivo=[^,]+; HttpOnly; Secure; SameSite=Strict$/);
});

test('ogni accesso ha un segreto nuovo, e quello di prima nello stesso browser non apre più', async () => {
  const prima = await entra(app, 'operatore');
  const risposta = await accedi('operatore', undefined, prima);
  const dopo = { cookie: `tabularium_sessione=${risposta.cookies[0]?.value}` };
  expect(dopo.cookie).not.toBe(prima.cookie);
  expect((await app.inject({ url: SESSIONE, headers: dopo })).statusCode).toBe(200);
  expect((await app.inject({ url: SESSIONE, headers: prima })).statusCode).toBe(401);
});

test('utente sconosciuto e password errata ricevono la stessa risposta, e nessun nome digitato resta scritto', async () => {
  const errata = await accedi('operatore', 'sbagliata sbagliata');
  expect(await ultimaTraccia()).toMatchObject({
    operazione: 'accesso.rifiutato',
    utente_id: ente.utenti.operatore.id,
    dettaglio: { motivo: 'password' },
  });
  const sconosciuto = await accedi('pluto-segretissimo', 'sbagliata sbagliata');
  expect(await ultimaTraccia()).toMatchObject({ utente_id: null, dettaglio: { motivo: 'sconosciuto' } });
  expect(errata.statusCode).toBe(401);
  const { richiesta: _1, ...primo } = errata.json<Record<string, string>>();
  const { richiesta: _2, ...secondo } = sconosciuto.json<Record<string, string>>();
  expect(primo).toEqual(secondo);
  const { rows } = await superutente.query(`SELECT FROM traccia t WHERE t::text LIKE '%pluto%'`);
  expect(rows).toEqual([]);
});

test('dopo cinque errori l’accesso si sospende, anche con la password giusta, e ogni volta per più tempo', async () => {
  const pausa = async (): Promise<number> => {
    const { rows } = await superutente.query<{ s: number }>(
      `SELECT extract(epoch FROM sospeso_fino - clock_timestamp())::float8 AS s FROM tentativo WHERE fonte LIKE 'rete %'`,
    );
    return Math.ceil((rows[0]?.s ?? 0) / 60);
  };
  const passaLaPausa = () => superutente.query(`UPDATE tentativo SET sospeso_fino = clock_timestamp()`);
  // All at once: guesses made together are counted one by one.
  await Promise.all(Array.from({ length: 12 }, () => accedi('operatore', 'sbagliata sbagliata')));
  expect(await pausa()).toBe(1);
  expect((await accedi('operatore')).statusCode).toBe(401);
  expect(await ultimaTraccia()).toMatchObject({ dettaglio: { motivo: 'sospeso' } });
  for (const attesa of [2, 4, 8, 15, 15]) {
    await passaLaPausa();
    await accedi('operatore', 'sbagliata sbagliata');
    expect(await pausa()).toBe(attesa);
  }
  await passaLaPausa();
  expect((await accedi('operatore')).statusCode).toBe(201);
  await accedi('operatore', 'sbagliata sbagliata');
  expect(await pausa()).toBe(0);
});

test('RN-11.5-5 dopo dieci minuti e un secondo di inattività ogni richiesta è rifiutata finché non si ridà la password; più di dieci non si può', async () => {
  const inizio = Date.parse('2026-11-26T09:00:00Z');
  const orologio = (secondi: number) =>
    fissaIstanteAccessi(banca.urlSuperutente, new Date(inizio + secondi * 1000).toISOString());
  const chiama = () => app.inject({ url: '/api/v1/riservata', headers: sessione });
  await orologio(0);
  const sessione = await entra(app, 'operatore');
  await orologio(9 * 60 + 59);
  expect((await chiama()).statusCode).toBe(200);
  // Ten minutes from the last request, not from the beginning.
  const ultima = 9 * 60 + 59;
  await orologio(ultima + 10 * 60);
  expect((await chiama()).statusCode).toBe(200);
  await orologio(ultima + 20 * 60 + 1);
  const rifiuto = await chiama();
  expect(rifiuto.statusCode).toBe(401);
  expect(rifiuto.json()).toMatchObject({ codice: 'sessione.bloccata' });
  expect((await app.inject({ url: SESSIONE, headers: sessione })).json()).toMatchObject({ bloccata: true });

  const sblocca = (password: string) =>
    app.inject({ method: 'POST', url: `${SESSIONE}/sblocco`, headers: sessione, payload: { password } });
  const errata = await sblocca('sbagliata sbagliata');
  expect([errata.statusCode, errata.json<{ codice: string }>().codice]).toEqual([
    401,
    'sessione.password-errata',
  ]);
  expect((await chiama()).statusCode).toBe(401);
  expect((await sblocca(PASSWORD_DI_PROVA)).json()).toMatchObject({ bloccata: false });
  expect((await chiama()).statusCode).toBe(200);
  await fissaIstanteAccessi(banca.urlSuperutente, null);

  const conMinuti = (minuti: string) =>
    leggiConfigurazione({ a: impostazioniAutorizzazioni }, { TABULARIUM_INATTIVITA_MINUTI: minuti });
  for (const minuti of ['11', '60', '0', 'mai'])
    expect(conMinuti(minuti)).toMatchObject({ problemi: [expect.stringContaining('da 1 a 10')] });
  expect(conMinuti('5')).toEqual({ valori: { a: { inattivitaMinuti: 5 } } });
});

test('ciò che la pagina chiede da sola non tiene aperta la sessione di chi si è allontanato', async () => {
  const sessione = await entra(app, 'operatore');
  const passano = (minuti: number) =>
    superutente.query(`UPDATE sessione SET ultima_attivita = ultima_attivita - make_interval(mins => $1)`, [
      minuti,
    ]);
  const chiama = async (percorso: string) =>
    (await app.inject({ url: `/api/v1/${percorso}`, headers: sessione })).statusCode;
  await passano(6);
  expect(await chiama('riservata')).toBe(200);
  await passano(6);
  expect(await chiama('battito')).toBe(200);
  await passano(5);
  expect(await chiama('battito')).toBe(401);
  expect((await app.inject({ url: SESSIONE, headers: sessione })).json()).toMatchObject({ bloccata: true });
});

test('la sessione bloccata a comando rifiuta tutto finché non si ridà la password', async () => {
  const sessione = await entra(app, 'operatore');
  const blocco = await app.inject({ method: 'POST', url: `${SESSIONE}/blocco`, headers: sessione });
  expect(blocco.statusCode).toBe(204);
  expect((await app.inject({ url: '/api/v1/riservata', headers: sessione })).statusCode).toBe(401);
  for (let i = 0; i < 5; i++)
    await app.inject({
      method: 'POST',
      url: `${SESSIONE}/sblocco`,
      headers: sessione,
      payload: { password: 'sbagliata' },
    });
  const sospesa = await app.inject({
    method: 'POST',
    url: `${SESSIONE}/sblocco`,
    headers: sessione,
    payload: { password: PASSWORD_DI_PROVA },
  });
  expect(sospesa.statusCode).toBe(429);
  expect(sospesa.json()).toMatchObject({ codice: 'sessione.sospesa' });
});

test('la sessione finisce dopo dodici ore comunque, e subito all’uscita', async () => {
  const sessione = await entra(app, 'operatore');
  const { rows } = await superutente.query<{ ore: number }>(
    `SELECT extract(epoch FROM scade_il - creata_il)::float8 / 3600 AS ore FROM sessione`,
  );
  expect(rows[0]?.ore).toBeCloseTo(12, 3);
  const uscita = await app.inject({ method: 'DELETE', url: SESSIONE, headers: sessione });
  expect(uscita.statusCode).toBe(204);
  expect(uscita.cookies[0]).toMatchObject({ name: 'tabularium_sessione', value: '' });
  expect((await app.inject({ url: SESSIONE, headers: sessione })).statusCode).toBe(401);

  const altra = await entra(app, 'operatore');
  await superutente.query(`UPDATE sessione SET scade_il = clock_timestamp()`);
  expect((await app.inject({ url: SESSIONE, headers: altra })).statusCode).toBe(401);
});

test('un utente nuovo, senza profilo, entra ma non può fare nulla', async () => {
  const sessione = await entra(app, 'nuovo');
  const io = (await app.inject({ url: SESSIONE, headers: sessione })).json<Record<string, unknown>>();
  expect(io).toMatchObject({ permessi: [], incarichi: [] });
  expect(io.incarico).toBeUndefined();
  expect((await app.inject({ url: '/api/v1/riservata', headers: sessione })).statusCode).toBe(403);
});

test('si cambia ufficio solo tra i propri incarichi, e con l’ufficio cambiano i permessi', async () => {
  const { rows } = await superutente.query<{ id: string }>(
    `INSERT INTO incarico (ente_id, utente_id, unita_id, profilo) VALUES ($1, $2, $3, 'consultazione') RETURNING id`,
    [ente.enteId, ente.utenti.operatore.id, ente.unita.tecnico.id],
  );
  const sessione = await entra(app, 'operatore');
  const scegli = (incarico: string | undefined) =>
    app.inject({ method: 'PUT', url: `${SESSIONE}/incarico`, headers: sessione, payload: { incarico } });
  const scelto = await scegli(rows[0]?.id);
  expect(scelto.json()).toMatchObject({
    incarico: { profilo: 'consultazione', unita: { codice: 'tecnico' } },
  });
  expect((await app.inject({ url: '/api/v1/riservata', headers: sessione })).statusCode).toBe(403);
  expect((await scegli(ente.utenti.rsp.incaricoId)).statusCode).toBe(403);
  await superutente.query(
    `UPDATE autorizzazione SET revocata_il = clock_timestamp() WHERE id = '${rows[0]?.id}'`,
  );
});

test('dove gli enti sono più d’uno si dice il proprio, e le sessioni non si mescolano', async () => {
  const secondo = await creaEnteDiProva(banca.url, 2);
  const senza = await accedi('operatore');
  expect(senza.statusCode).toBe(422);
  expect(senza.json()).toMatchObject({
    codice: 'sessione.ente-da-indicare',
    dati: { enti: [{ codiceIpa: ente.codiceIpa }, { codiceIpa: secondo.codiceIpa }] },
  });
  const sessione = await entra(app, 'operatore', secondo.codiceIpa.toUpperCase());
  expect((await app.inject({ url: SESSIONE, headers: sessione })).json()).toMatchObject({
    ente: { codiceIpa: secondo.codiceIpa },
  });
  await expect(entra(app, 'operatore', 'c_nessuno')).rejects.toThrow('non esiste');
});
