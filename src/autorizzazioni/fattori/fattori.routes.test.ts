import { Secret, TOTP } from 'otpauth';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { apriBancaDati, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { appDiProva, entra } from '../../../test/support/app-di-prova.ts';
import { Autenticatore } from '../../../test/support/autenticatore.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../../test/support/banca-dati.ts';
import { creaEnteDiProva, PASSWORD_DI_PROVA, type EnteDiProva } from '../../../test/support/ente-di-prova.ts';
import { OrologioDiProva } from '../../../test/support/orologio-di-prova.ts';
import type { Sessione } from '../sessioni/sessione.schema.ts';
import type { SecondoFattore, TotpDaConfermare } from './fattori.schema.ts';

const ORIGINE = 'https://protocollo.prova.example';
const orologio = new OrologioDiProva();
let banca: BancaDatiDiProva;
let db: Db;
let app: App;
let ente: EnteDiProva;
let superutente: pg.Client;

beforeAll(async () => {
  banca = await nuovaBancaDati();
  ente = await creaEnteDiProva(banca.url);
  db = apriBancaDati(banca.url);
  app = await appDiProva(
    db,
    (api) => {
      api.get('/riservata', { config: { permesso: 'registrazione.registra' } }, async () => ({}));
      api.get('/sempre', { config: { permesso: 'autenticato' } }, async () => ({}));
    },
    { orologio, urlPasskey: ORIGINE },
  );
  superutente = new pg.Client(banca.urlSuperutente);
  await superutente.connect();
});
beforeEach(async () => {
  await superutente.query(`DELETE FROM sfida; DELETE FROM sessione; DELETE FROM fattore_totp; DELETE FROM passkey;
    DELETE FROM codice_recupero; DELETE FROM tentativi_fattore; DELETE FROM obbligo_secondo_fattore`);
});
afterAll(async () => {
  await superutente.end();
  await app.close();
  await db.destroy();
  await banca.elimina();
});

type Intestazioni = Record<string, string>;
const chiama = (
  headers: Intestazioni,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  payload?: object,
) => app.inject({ method, url: `/api/v1${url}`, headers, ...(payload && { payload }) });
type Risposta = Awaited<ReturnType<typeof chiama>>;
const biscotto = (r: Risposta): Intestazioni => ({
  cookie: `tabularium_sessione=${r.cookies.find((c) => c.name === 'tabularium_sessione')?.value}`,
});
const puo = async (headers: Intestazioni, url = '/riservata') =>
  (await chiama(headers, 'GET', url)).statusCode;
const accedi = (utente: string) => chiama({}, 'POST', '/sessione', { utente, password: PASSWORD_DI_PROVA });

/** The codes of an app that has this seed, one step after the other: each test moves on in time. */
class App6 {
  readonly #seme: Secret;
  constructor(segreto: string) {
    this.#seme = Secret.fromBase32(segreto.replaceAll(' ', ''));
  }
  codice(passi = 0): string {
    return TOTP.generate({ secret: this.#seme, timestamp: orologio.adesso().getTime() + passi * 30_000 });
  }
}
const passanoSecondi = (secondi: number) =>
  orologio.imposta(new Date(orologio.adesso().getTime() + secondi * 1000).toISOString());

async function attivaTotp(
  sessione: Intestazioni,
): Promise<{ telefono: App6; codici: string[]; risposta: Risposta }> {
  const proposto = (await chiama(sessione, 'POST', '/secondo-fattore/totp')).json<TotpDaConfermare>();
  const telefono = new App6(proposto.segreto);
  const risposta = await chiama(sessione, 'POST', '/secondo-fattore/totp/conferma', {
    codice: telefono.codice(),
  });
  expect(risposta.statusCode, risposta.body).toBe(200);
  passanoSecondi(60);
  return { telefono, codici: risposta.json<{ codici?: string[] }>().codici ?? [], risposta };
}
async function aggiungiPasskey(
  sessione: Intestazioni,
  chiave: Autenticatore,
  nome = 'Chiave',
): Promise<Risposta> {
  const opzioni = (await chiama(sessione, 'POST', '/secondo-fattore/passkey/opzioni')).json<object>();
  return await chiama(sessione, 'POST', '/secondo-fattore/passkey', { nome, risposta: chiave.crea(opzioni) });
}
async function usaPasskey(sessione: Intestazioni, chiave: Autenticatore): Promise<Risposta> {
  const opzioni = (await chiama(sessione, 'POST', '/sessione/passkey/opzioni')).json<object>();
  return await chiama(sessione, 'POST', '/sessione/passkey', chiave.usa(opzioni));
}
async function operazioni(): Promise<string[]> {
  const { rows } = await superutente.query<{ operazione: string }>(
    `SELECT operazione FROM traccia ORDER BY istante, id`,
  );
  return rows.map((r) => r.operazione);
}

test('attivata l’app, la password sola apre una sessione parziale che può solo completarsi o finire; il codice ne apre un’altra', async () => {
  const prima = await entra(app, 'operatore');
  const { telefono, codici } = await attivaTotp(prima);
  expect(codici).toHaveLength(10);
  expect((await chiama(prima, 'GET', '/secondo-fattore')).json()).toMatchObject({
    obbligatorio: false,
    totp: {},
    passkey: [],
    codiciRestanti: 10,
  });
  // Who was at work goes on.
  expect(await puo(prima)).toBe(200);

  const primoPasso = await accedi('operatore');
  expect(primoPasso.statusCode).toBe(201);
  expect(primoPasso.json()).toMatchObject({
    parziale: 'verifica',
    permessi: [],
    incarichi: [],
    fattori: { totp: true, passkey: false, codici: true },
  });
  expect(primoPasso.json<Sessione>().incarico).toBeUndefined();
  const parziale = biscotto(primoPasso);
  for (const [metodo, via] of [
    ['GET', '/riservata'],
    ['GET', '/sempre'],
    ['GET', '/secondo-fattore'],
    ['POST', '/secondo-fattore/totp'],
    ['POST', '/secondo-fattore/passkey/opzioni'],
    ['POST', '/secondo-fattore/codici'],
    ['DELETE', '/secondo-fattore/totp'],
    ['POST', '/sessione/blocco'],
    ['POST', '/sessione/sblocco'],
    ['PUT', '/sessione/incarico'],
  ] as const) {
    const risposta = await chiama(parziale, metodo, via);
    expect([via, risposta.statusCode, risposta.json<{ codice: string }>().codice]).toEqual([
      via,
      401,
      'sessione.parziale',
    ]);
  }
  const completata = await chiama(parziale, 'POST', '/sessione/codice', { codice: telefono.codice() });
  expect(completata.json()).toMatchObject({ incarico: { profilo: 'operatore' } });
  expect(completata.json<Sessione>().parziale).toBeUndefined();
  const intera = biscotto(completata);
  expect(intera.cookie).not.toBe(parziale.cookie);
  expect(await puo(intera)).toBe(200);
  // The secret of the first step opens nothing any more.
  expect((await chiama(parziale, 'GET', '/sessione')).statusCode).toBe(401);
  expect(await operazioni()).toEqual(
    expect.arrayContaining(['secondo-fattore.attivato', 'codici-recupero.generati', 'accesso.da-completare']),
  );
});

test('lo stesso codice non serve due volte, nemmeno chiesto da dieci browser insieme', async () => {
  const { telefono } = await attivaTotp(await entra(app, 'operatore'));
  const codice = telefono.codice();
  const parziali = await Promise.all(
    Array.from({ length: 10 }, async () => biscotto(await accedi('operatore'))),
  );
  // Fewer wrong ones than what makes one wait: the second of the ten is refused because it was used.
  const esiti = await Promise.all(
    parziali.map(async (p) => (await chiama(p, 'POST', '/sessione/codice', { codice })).statusCode),
  );
  expect(esiti.filter((stato) => stato === 200)).toHaveLength(1);
  expect(new Set(esiti.filter((stato) => stato !== 200))).toEqual(new Set([422, 429]));
  const { rows } = await superutente.query(`SELECT FROM sessione WHERE secondo_fattore = 'totp'`);
  expect(rows).toHaveLength(1);
});

test('il codice di un passo precedente all’ultimo usato non vale, quello successivo sì', async () => {
  const { telefono } = await attivaTotp(await entra(app, 'operatore'));
  const prova = async (codice: string) =>
    (await chiama(biscotto(await accedi('operatore')), 'POST', '/sessione/codice', { codice })).statusCode;
  expect(await prova(telefono.codice(1))).toBe(200);
  expect(await prova(telefono.codice(0))).toBe(422);
  passanoSecondi(60);
  expect(await prova(telefono.codice(0))).toBe(200);
});

test('cinque codici errati fermano anche il codice giusto, per un minuto e poi per più tempo', async () => {
  const { telefono } = await attivaTotp(await entra(app, 'operatore'));
  const parziale = biscotto(await accedi('operatore'));
  const prova = (codice: string) => chiama(parziale, 'POST', '/sessione/codice', { codice });
  const esiti = await Promise.all(Array.from({ length: 8 }, () => prova('000000')));
  expect(esiti.filter((r) => r.statusCode === 422)).toHaveLength(4);
  expect((await prova(telefono.codice())).json()).toMatchObject({ codice: 'secondo-fattore.sospeso' });
  const pausa = async (): Promise<number> => {
    const { rows } = await superutente.query<{ m: number }>(
      `SELECT ceil(extract(epoch FROM sospeso_fino - clock_timestamp()) / 60)::int AS m FROM tentativi_fattore`,
    );
    return rows[0]?.m ?? 0;
  };
  expect(await pausa()).toBe(1);
  for (const attesa of [2, 4, 8, 15, 15]) {
    await superutente.query('UPDATE tentativi_fattore SET sospeso_fino = clock_timestamp()');
    await prova('000000');
    expect(await pausa()).toBe(attesa);
  }
  await superutente.query('UPDATE tentativi_fattore SET sospeso_fino = clock_timestamp()');
  expect((await prova(telefono.codice())).statusCode).toBe(200);
});

test('un codice di recupero entra comunque lo si scriva, una volta sola, e si sa quanti restano', async () => {
  const { codici } = await attivaTotp(await entra(app, 'operatore'));
  const [primo = '', secondo = ''] = codici;
  const prova = async (codice: string) =>
    (await chiama(biscotto(await accedi('operatore')), 'POST', '/sessione/codice', { codice })).statusCode;
  const parziali = await Promise.all([1, 2, 3].map(async () => biscotto(await accedi('operatore'))));
  const insieme = await Promise.all(
    parziali.map(async (p) => (await chiama(p, 'POST', '/sessione/codice', { codice: primo })).statusCode),
  );
  expect(insieme.sort()).toEqual([200, 422, 422]);
  expect(await prova(primo)).toBe(422);
  expect(await prova(` ${secondo.toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O')} `)).toBe(200);
  const dopo = biscotto(
    await chiama(biscotto(await accedi('operatore')), 'POST', '/sessione/codice', {
      codice: codici[2] ?? '',
    }),
  );
  expect((await chiama(dopo, 'GET', '/secondo-fattore')).json<SecondoFattore>().codiciRestanti).toBe(7);
  const nuovi = (await chiama(dopo, 'POST', '/secondo-fattore/codici')).json<{ codici: string[] }>().codici;
  expect(nuovi).toHaveLength(10);
  expect(await prova(codici[3] ?? '')).toBe(422);
  expect(await prova(nuovi[0] ?? '')).toBe(200);
});

test('segreti, codici e sfide non si leggono né in banca dati né nelle tracce', async () => {
  const sessione = await entra(app, 'operatore');
  const proposto = (await chiama(sessione, 'POST', '/secondo-fattore/totp')).json<TotpDaConfermare>();
  const segreto = proposto.segreto.replaceAll(' ', '');
  expect(proposto.indirizzo).toContain(`secret=${segreto}`);
  const codice = new App6(segreto).codice();
  const { codici } = (await chiama(sessione, 'POST', '/secondo-fattore/totp/conferma', { codice })).json<{
    codici: string[];
  }>();
  const { challenge } = (await chiama(sessione, 'POST', '/secondo-fattore/passkey/opzioni')).json<{
    challenge: string;
  }>();
  const cercati = [segreto, challenge, ...codici, ...codici.map((c) => c.replaceAll('-', ''))];
  for (const tabella of ['fattore_totp', 'codice_recupero', 'sfida', 'sessione', 'traccia']) {
    const { rows } = await superutente.query(
      `SELECT FROM ${tabella} t WHERE EXISTS (SELECT FROM unnest($1::text[]) s WHERE strpos(t::text, s) > 0
        OR strpos(t::text, encode(s::bytea, 'hex')) > 0)`,
      [cercati],
    );
    expect([tabella, rows]).toEqual([tabella, []]);
  }
});

test('per cambiare telefono l’app di prima vale finché la nuova non è confermata, e poi non più', async () => {
  const sessione = await entra(app, 'operatore');
  const { telefono: vecchio } = await attivaTotp(sessione);
  const proposto = (await chiama(sessione, 'POST', '/secondo-fattore/totp')).json<TotpDaConfermare>();
  const nuovo = new App6(proposto.segreto);
  const prova = async (codice: string) =>
    (await chiama(biscotto(await accedi('operatore')), 'POST', '/sessione/codice', { codice })).statusCode;
  expect(await prova(nuovo.codice())).toBe(422);
  expect(await prova(vecchio.codice())).toBe(200);
  const conferma = await chiama(sessione, 'POST', '/secondo-fattore/totp/conferma', {
    codice: nuovo.codice(),
  });
  // Ten codes are there already: no others are made.
  expect([conferma.statusCode, conferma.json()]).toEqual([200, {}]);
  passanoSecondi(60);
  expect(await prova(vecchio.codice())).toBe(422);
  expect(await prova(nuovo.codice())).toBe(200);
});

test('con una prova di oltre dieci minuti i fattori non si cambiano finché non si ridà la password, la passkey o un codice', async () => {
  const sessione = await entra(app, 'operatore');
  const { telefono } = await attivaTotp(sessione);
  await superutente.query(
    `UPDATE sessione SET provata_il = clock_timestamp() - interval '10 minutes 1 second'`,
  );
  for (const [metodo, via] of [
    ['POST', '/secondo-fattore/totp'],
    ['DELETE', '/secondo-fattore/totp'],
    ['POST', '/secondo-fattore/passkey/opzioni'],
    ['POST', '/secondo-fattore/codici'],
  ] as const)
    expect((await chiama(sessione, metodo, via)).json()).toMatchObject({
      codice: 'sessione.prova-richiesta',
    });
  expect((await chiama(sessione, 'POST', '/sessione/codice', { codice: telefono.codice() })).statusCode).toBe(
    200,
  );
  expect((await chiama(sessione, 'POST', '/secondo-fattore/codici')).statusCode).toBe(201);
  await superutente.query(`UPDATE sessione SET provata_il = clock_timestamp() - interval '1 day'`);
  await chiama(sessione, 'POST', '/sessione/sblocco', { password: PASSWORD_DI_PROVA });
  expect((await chiama(sessione, 'DELETE', '/secondo-fattore/totp')).statusCode).toBe(204);
  // The last one is gone: the password is enough, and the recovery codes went with it.
  expect((await accedi('operatore')).json<Sessione>().parziale).toBeUndefined();
  expect((await superutente.query('SELECT FROM codice_recupero')).rows).toEqual([]);
});

test('una passkey vale come secondo fattore e da sola, apre il blocco, si rinomina e si toglie', async () => {
  const sessione = await entra(app, 'operatore');
  const chiave = new Autenticatore(ORIGINE);
  const aggiunta = await aggiungiPasskey(sessione, chiave, ' Telefono di Anna ');
  expect(aggiunta.statusCode, aggiunta.body).toBe(201);
  expect(aggiunta.json<{ codici: string[] }>().codici).toHaveLength(10);
  expect((await aggiungiPasskey(sessione, chiave)).json()).toMatchObject({
    codice: 'passkey.gia-registrata',
  });

  const secondo = await usaPasskey(biscotto(await accedi('operatore')), chiave);
  expect([secondo.statusCode, await puo(biscotto(secondo))]).toEqual([200, 200]);

  const opzioni = (await chiama({}, 'POST', '/accesso/passkey/opzioni', {})).json<object>();
  expect(opzioni).toMatchObject({ userVerification: 'required', rpId: 'protocollo.prova.example' });
  expect(opzioni).not.toHaveProperty('allowCredentials.0');
  const sola = await chiama({}, 'POST', '/accesso/passkey', chiave.usa(opzioni));
  expect([sola.statusCode, sola.json<Sessione>().utente.nomeUtente]).toEqual([201, 'operatore']);
  expect(await puo(biscotto(sola))).toBe(200);

  const dentro = biscotto(sola);
  await chiama(dentro, 'POST', '/sessione/blocco');
  expect(await puo(dentro)).toBe(401);
  expect((await usaPasskey(dentro, chiave)).json()).toMatchObject({ bloccata: false });
  expect(await puo(dentro)).toBe(200);

  const [passkey] = (await chiama(dentro, 'GET', '/secondo-fattore')).json<SecondoFattore>().passkey;
  expect(passkey).toMatchObject({ nome: 'Telefono di Anna', sincronizzata: false });
  expect(passkey?.ultimoUso).toBeDefined();
  const via = `/secondo-fattore/passkey/${passkey?.id}`;
  expect((await chiama(dentro, 'PATCH', via, { nome: 'Chiave blu' })).statusCode).toBe(204);
  // Another person's key is not there, for him.
  const altro = await entra(app, 'rsp');
  expect((await chiama(altro, 'PATCH', via, { nome: 'Mia' })).statusCode).toBe(404);
  expect((await chiama(altro, 'DELETE', via)).statusCode).toBe(404);
  expect((await chiama(dentro, 'DELETE', via)).statusCode).toBe(204);
  expect((await accedi('operatore')).json<Sessione>().parziale).toBeUndefined();
});

test('una passkey che mente sull’indirizzo, è copiata, non chiede chi c’è o risponde a una sfida d’altri è rifiutata con le stesse parole', async () => {
  const sessione = await entra(app, 'operatore');
  const chiave = new Autenticatore(ORIGINE);
  chiave.contatore = 50;
  await aggiungiPasskey(sessione, chiave);
  const parole = new Set<string>();
  const rifiutata = async (risposta: Promise<Risposta>, motivo: string): Promise<void> => {
    const r = await risposta;
    expect([motivo, r.statusCode]).toEqual([motivo, 401]);
    parole.add(r.json<{ detail: string }>().detail);
    const { rows } = await superutente.query<{ dettaglio: object }>(
      `SELECT dettaglio FROM traccia WHERE operazione = 'passkey.rifiutata' ORDER BY istante DESC, id DESC LIMIT 1`,
    );
    expect(rows[0]?.dettaglio).toEqual({ motivo });
  };
  const opzioni = async (s: Intestazioni) =>
    (await chiama(s, 'POST', '/sessione/passkey/opzioni')).json<object>();
  const parziale = biscotto(await accedi('operatore'));
  const prova = (risposta: object, s = parziale) => chiama(s, 'POST', '/sessione/passkey', risposta);

  chiave.origine = 'https://protocollo.prova.example.evil.example';
  await rifiutata(prova(chiave.usa(await opzioni(parziale))), 'firma');
  chiave.origine = ORIGINE;
  // Asked for one session, given to another; then asked once, given twice.
  const altra = biscotto(await accedi('operatore'));
  await rifiutata(prova(chiave.usa(await opzioni(altra))), 'sfida');
  const giusta = chiave.usa(await opzioni(parziale));
  const storta = { ...giusta, response: { ...(giusta.response as object), signature: 'AAAA' } };
  await rifiutata(prova(storta), 'firma');
  await rifiutata(prova(giusta), 'sfida');
  // A challenge for signing in is not one for this.
  const accesso = (await chiama({}, 'POST', '/accesso/passkey/opzioni', {})).json<object>();
  await rifiutata(prova(chiave.usa(accesso)), 'sfida');
  const scaduta = await opzioni(parziale);
  await superutente.query('UPDATE sfida SET scade_il = clock_timestamp()');
  await rifiutata(prova(chiave.usa(scaduta)), 'sfida');
  await rifiutata(prova(new Autenticatore(ORIGINE).usa(await opzioni(parziale))), 'sconosciuta');
  chiave.contatore = 0;
  await rifiutata(prova(chiave.usa(await opzioni(parziale))), 'contatore');
  chiave.contatore = 100;
  chiave.verifica = false;
  // As a second factor a touch is enough; alone, or in the place of the password, it is not.
  const conTocco = await prova(chiave.usa(await opzioni(parziale)));
  expect(conTocco.statusCode).toBe(200);
  const dentro = biscotto(conTocco);
  await chiama(dentro, 'POST', '/sessione/blocco');
  await rifiutata(prova(chiave.usa(await opzioni(dentro)), dentro), 'firma');
  const daSola = (await chiama({}, 'POST', '/accesso/passkey/opzioni', {})).json<object>();
  await rifiutata(chiama({}, 'POST', '/accesso/passkey', chiave.usa(daSola)), 'firma');
  chiave.verifica = true;
  const altrui = (await chiama({}, 'POST', '/accesso/passkey/opzioni', {})).json<object>();
  const rsp = Buffer.from(`${ente.enteId}${ente.utenti.rsp.id}`.replaceAll('-', ''), 'hex').toString(
    'base64url',
  );
  await rifiutata(chiama({}, 'POST', '/accesso/passkey', chiave.usa(altrui, { utente: rsp })), 'sconosciuta');
  const nessuno = await chiama({}, 'POST', '/accesso/passkey', chiave.usa(altrui, { utente: 'AAAA' }));
  expect(nessuno.statusCode).toBe(401);
  parole.add(nessuno.json<{ detail: string }>().detail);
  expect(parole.size).toBe(1);
});

test('dieci risposte insieme della stessa passkey copiata: una sola entra', async () => {
  const chiave = new Autenticatore(ORIGINE);
  await aggiungiPasskey(await entra(app, 'operatore'), chiave);
  const parziali = await Promise.all(
    Array.from({ length: 10 }, async () => biscotto(await accedi('operatore'))),
  );
  const risposte: object[] = [];
  for (const p of parziali) {
    const opzioni = (await chiama(p, 'POST', '/sessione/passkey/opzioni')).json<object>();
    chiave.contatore = 5;
    risposte.push(chiave.usa(opzioni));
  }
  const esiti = await Promise.all(
    parziali.map(async (p, i) => (await chiama(p, 'POST', '/sessione/passkey', risposte[i])).statusCode),
  );
  expect(esiti.sort()).toEqual([200, ...Array<number>(9).fill(401)]);
});

test('dove l’ente lo esige, chi non ha un secondo fattore entra solo per attivarlo, e non può togliere l’ultimo', async () => {
  const rsp = await entra(app, 'rsp');
  const scelta = await chiama(rsp, 'PUT', '/secondo-fattore/obbligo', { profili: ['operatore'] });
  expect(scelta.json()).toMatchObject({
    profili: [
      { profilo: 'amministratore', obbligatorio: false, utenti: 1, attivati: 0 },
      { profilo: 'responsabile', obbligatorio: false, utenti: 1, attivati: 0 },
      { profilo: 'operatore', obbligatorio: true, utenti: 3, attivati: 0 },
      { profilo: 'consultazione', obbligatorio: false, utenti: 2, attivati: 0 },
    ],
  });
  const { rows } = await superutente.query(
    `SELECT utente_id, dettaglio FROM traccia WHERE operazione = 'obbligo-secondo-fattore.modificato'`,
  );
  expect(rows).toEqual([{ utente_id: ente.utenti.rsp.id, dettaglio: { prima: [], dopo: ['operatore'] } }]);

  const primo = await accedi('operatore');
  expect(primo.json()).toMatchObject({ parziale: 'attivazione', permessi: [] });
  const parziale = biscotto(primo);
  expect(await puo(parziale, '/sempre')).toBe(401);
  const errato = await chiama(parziale, 'POST', '/sessione/codice', { codice: '123456' });
  expect(errato.json()).toMatchObject({ codice: 'sessione.parziale' });
  expect((await chiama(parziale, 'GET', '/secondo-fattore')).json()).toMatchObject({ obbligatorio: true });
  // Another browser is at the same point when the first one gets there.
  const intruso = biscotto(await accedi('operatore'));
  const { risposta, codici } = await attivaTotp(parziale);
  expect(codici).toHaveLength(10);
  const intera = biscotto(risposta);
  expect(await puo(intera)).toBe(200);
  expect((await chiama(parziale, 'GET', '/sessione')).statusCode).toBe(401);
  expect((await chiama(intruso, 'GET', '/sessione')).statusCode).toBe(401);

  expect((await chiama(intera, 'DELETE', '/secondo-fattore/totp')).json()).toMatchObject({
    codice: 'secondo-fattore.obbligatorio',
  });
  expect((await chiama(intera, 'GET', '/secondo-fattore')).json()).toHaveProperty('totp');
  await aggiungiPasskey(intera, new Autenticatore(ORIGINE));
  expect((await chiama(intera, 'DELETE', '/secondo-fattore/totp')).statusCode).toBe(204);
  // Who has another profile signs in as before.
  expect((await accedi('consultazione')).json<Sessione>().parziale).toBeUndefined();
});

test('con una passkey, all’attivazione obbligata si entra lo stesso', async () => {
  await chiama(await entra(app, 'admin'), 'PUT', '/secondo-fattore/obbligo', { profili: ['operatore'] });
  const parziale = biscotto(await accedi('operatore'));
  const aggiunta = await aggiungiPasskey(parziale, new Autenticatore(ORIGINE));
  expect(aggiunta.json<{ codici: string[] }>().codici).toHaveLength(10);
  expect(await puo(biscotto(aggiunta))).toBe(200);
});

test('chi ha perduto tutto lo fa azzerare da amministratore o responsabile, con un motivo: le sue sessioni finiscono e lo si avvisa', async () => {
  const sua = await entra(app, 'operatore');
  await attivaTotp(sua);
  await aggiungiPasskey(sua, new Autenticatore(ORIGINE), 'Telefono perso');
  const via = (id: string) => `/utenti/${id}/secondo-fattore/azzeramento`;
  const motivo = 'Telefono smarrito, riconosciuto di persona.';
  const admin = await entra(app, 'admin');
  const elenco = (await chiama(admin, 'GET', '/secondo-fattore/utenti?q=prova-oper')).json<object>();
  expect(elenco).toMatchObject({
    items: [{ id: ente.utenti.operatore.id, totp: true, passkey: 1, obbligatorio: false }],
  });
  for (const chi of ['operatore', 'consultazione', 'nuovo'])
    expect(
      (
        await chiama(
          chi === 'operatore' ? sua : await entra(app, chi),
          'POST',
          via(ente.utenti.operatore.id),
          { motivo },
        )
      ).statusCode,
    ).toBe(403);
  expect((await chiama(admin, 'POST', via(ente.utenti.admin.id), { motivo })).json()).toMatchObject({
    codice: 'secondo-fattore.proprio',
  });
  expect((await chiama(admin, 'POST', via(ente.utenti.operatore.id), { motivo: 'sì' })).statusCode).toBe(422);
  expect((await chiama(admin, 'POST', via(ente.utenti.operatore.id), { motivo })).statusCode).toBe(204);
  expect((await chiama(admin, 'POST', via(ente.utenti.operatore.id), { motivo })).statusCode).toBe(409);
  expect((await chiama(sua, 'GET', '/sessione')).statusCode).toBe(401);
  expect((await accedi('operatore')).json<Sessione>().parziale).toBeUndefined();
  const { rows } = await superutente.query(
    `SELECT utente_id, dettaglio FROM traccia WHERE operazione = 'secondo-fattore.azzerato'`,
  );
  expect(rows).toEqual([
    { utente_id: ente.utenti.admin.id, dettaglio: { motivo, totp: true, passkey: ['Telefono perso'] } },
  ]);
  const { rows: comunicazioni } = await superutente.query(
    `SELECT c.tipo, d.utente_id FROM comunicazione c JOIN comunicazione_destinatario d ON d.comunicazione_id = c.id`,
  );
  expect(comunicazioni).toEqual([{ tipo: 'secondo-fattore.azzerato', utente_id: ente.utenti.operatore.id }]);
});

test('l’elenco degli utenti si scorre a pagine, senza ripetizioni', async () => {
  const admin = await entra(app, 'admin');
  const visti: string[] = [];
  let cursore = '';
  do {
    const pagina = (
      await chiama(admin, 'GET', `/secondo-fattore/utenti?limit=3${cursore && `&cursor=${cursore}`}`)
    ).json<{ items: { nomeUtente: string }[]; cursor?: string }>();
    visti.push(...pagina.items.map((u) => u.nomeUtente));
    cursore = pagina.cursor ?? '';
  } while (cursore);
  expect(visti).toEqual([...Object.keys(ente.utenti)].sort());
});

test('la banca dati rifiuta una sessione intera a chi manca un fattore, una parziale con un incarico, e di promuoverne una', async () => {
  const sessione = await entra(app, 'operatore');
  await attivaTotp(sessione);
  const comeEnte = async (istruzione: string): Promise<string> => {
    await superutente.query('BEGIN');
    await superutente.query(`SELECT set_config('tabularium.ente', $1, true)`, [ente.enteId]);
    await superutente.query('SET LOCAL ROLE tabularium_applicazione');
    const esito = await superutente.query(istruzione).then(
      () => 'riuscita',
      (e: { code: string; constraint?: string }) => e.constraint ?? e.code,
    );
    await superutente.query('ROLLBACK');
    return esito;
  };
  const inserisci = (altre: string, valori: string) =>
    comeEnte(`INSERT INTO sessione (impronta_segreto, ente_id, utente_id, scade_il${altre})
      VALUES ('\\x09', '${ente.enteId}', '${ente.utenti.operatore.id}', clock_timestamp() + interval '1 hour'${valori})`);
  expect(await inserisci('', '')).toBe('TB022');
  expect(await inserisci(', secondo_fattore', `, 'totp'`)).toBe('riuscita');
  expect(await inserisci(', parziale', `, 'verifica'`)).toBe('riuscita');
  expect(await inserisci(', parziale, secondo_fattore', `, 'verifica', 'totp'`)).toBe(
    'sessione_parziale_senza_fattore',
  );
  expect(
    await inserisci(', parziale, incarico_id', `, 'verifica', '${ente.utenti.operatore.incaricoId}'`),
  ).toBe('sessione_parziale_senza_poteri');
  await accedi('operatore');
  expect(await comeEnte(`UPDATE sessione SET parziale = NULL WHERE parziale IS NOT NULL`)).toBe('TB022');
  expect(
    await comeEnte(
      `UPDATE sessione SET incarico_id = '${ente.utenti.operatore.incaricoId}' WHERE parziale IS NOT NULL`,
    ),
  ).toBe('sessione_parziale_senza_poteri');
  expect(await comeEnte(`UPDATE fattore_totp SET ultimo_passo = ultimo_passo - 1`)).toBe('TB022');
  expect(await comeEnte(`DELETE FROM tentativi_fattore`)).toBe('42501');
});

test('una sessione parziale scade dopo dieci minuti', async () => {
  await attivaTotp(await entra(app, 'operatore'));
  await accedi('operatore');
  const { rows } = await superutente.query<{ minuti: number }>(
    `SELECT extract(epoch FROM scade_il - creata_il)::float8 / 60 AS minuti FROM sessione WHERE parziale IS NOT NULL`,
  );
  expect(rows[0]?.minuti).toBeCloseTo(10, 1);
});

// Last: from here on the enti are two.
test('di un altro ente non si vedono, non si usano e non si azzerano i fattori', async () => {
  const sua = await entra(app, 'operatore');
  const chiave = new Autenticatore(ORIGINE);
  await aggiungiPasskey(sua, chiave);
  const secondo = await creaEnteDiProva(banca.url, 2);
  const admin = await entra(app, 'admin', secondo.codiceIpa);
  expect(
    (
      await chiama(admin, 'POST', `/utenti/${ente.utenti.operatore.id}/secondo-fattore/azzeramento`, {
        motivo: 'Non sono del tuo ente.',
      })
    ).statusCode,
  ).toBe(404);
  const elenco = (await chiama(admin, 'GET', '/secondo-fattore/utenti?q=oper')).json<{
    items: { id: string }[];
  }>();
  expect(elenco.items.map((u) => u.id)).toEqual([secondo.utenti.operatore.id]);
  // A challenge of that ente is not one of this.
  const opzioni = (
    await chiama({}, 'POST', '/accesso/passkey/opzioni', { ente: secondo.codiceIpa })
  ).json<object>();
  expect((await chiama({}, 'POST', '/accesso/passkey', chiave.usa(opzioni))).statusCode).toBe(401);
  const altro = Buffer.from(`${secondo.enteId}${secondo.utenti.operatore.id}`.replaceAll('-', ''), 'hex');
  expect(
    (
      await chiama(
        {},
        'POST',
        '/accesso/passkey',
        chiave.usa(opzioni, { utente: altro.toString('base64url') }),
      )
    ).statusCode,
  ).toBe(401);
});
