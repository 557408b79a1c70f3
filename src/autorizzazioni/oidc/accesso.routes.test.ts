import { Writable } from 'node:stream';
import { Secret, TOTP } from 'otpauth';
import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { apriBancaDati, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { appDiProva, entra, partiDiProva } from '../../../test/support/app-di-prova.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../../test/support/banca-dati.ts';
import { creaEnteDiProva, type EnteDiProva } from '../../../test/support/ente-di-prova.ts';
import {
  avviaFornitore,
  VisitaAltrove,
  type FornitoreDiProva,
} from '../../../test/support/fornitore-di-prova.ts';
import type { TotpDaConfermare } from '../fattori/fattori.schema.ts';
import type { Sessione } from '../sessioni/sessione.schema.ts';
import type { ElencoSessioni } from '../sessioni/sessioni.schema.ts';
import { rotteAccessoEsterno, VIA_RITORNO } from './accesso.routes.ts';
import type { FornitoriPerAccedere } from './accesso.schema.ts';
import { rotteFornitoriIdentita } from './fornitori.routes.ts';
import type { FornitoreIdentita, IdentitaEsterna, NuovoFornitore } from './fornitori.schema.ts';

const ORIGINE = 'https://protocollo.prova.example';
let banca: BancaDatiDiProva;
let db: Db;
let app: App;
let ente: EnteDiProva;
let superutente: pg.Client;
let altrove: FornitoreDiProva;
let diario = '';

beforeAll(async () => {
  banca = await nuovaBancaDati();
  ente = await creaEnteDiProva(banca.url);
  db = apriBancaDati(banca.url);
  const parti = { ...partiDiProva(db), urlPasskey: ORIGINE };
  const log = pino(
    { level: 'trace' },
    new Writable({
      write: (pezzo: Buffer, _codifica, fatto) => {
        diario += pezzo.toString();
        fatto();
      },
    }),
  );
  app = await appDiProva(
    db,
    (api) => {
      rotteAccessoEsterno(api, parti);
      rotteFornitoriIdentita(api, parti);
      api.get('/riservata', { config: { permesso: 'registrazione.registra' } }, async () => ({}));
    },
    parti,
    log,
  );
  superutente = new pg.Client(banca.urlSuperutente);
  await superutente.connect();
  altrove = await avviaFornitore(`${ORIGINE}${VIA_RITORNO}`);
});
beforeEach(async () => {
  altrove.persone.clear();
  altrove.persone.set('p-1', { preferred_username: 'Operatore', email: 'op@comune.example' });
  await superutente.query(`DELETE FROM sessione; DELETE FROM fornitore_identita; DELETE FROM obbligo_secondo_fattore;
    DELETE FROM fattore_totp; DELETE FROM codice_recupero; UPDATE utente SET attivo = true, email = NULL, codice_fiscale = NULL`);
});
afterAll(async () => {
  await altrove.spegni();
  await superutente.end();
  await app.close();
  await db.destroy();
  await banca.elimina();
});

type Intestazioni = Record<string, string>;
const chiama = (
  headers: Intestazioni,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  payload?: object,
) => app.inject({ method, url: `/api/v1${url}`, headers, ...(payload && { payload }) });

const dati = (): NuovoFornitore => ({
  nome: 'SSO del Comune',
  emittente: altrove.emittente,
  clientId: altrove.clientId,
  segreto: altrove.segreto,
  ambiti: ['openid', 'profile', 'email'],
  attributo: 'preferred_username',
  campo: 'nome_utente',
  secondoFattore: [],
  nuovaProva: true,
  attivo: true,
});
async function crea(altro: Partial<NuovoFornitore> = {}): Promise<string> {
  const r = await chiama(await entra(app, 'admin'), 'POST', '/fornitori-identita', { ...dati(), ...altro });
  expect(r.statusCode, r.body).toBe(201);
  return r.json<FornitoreIdentita>().id;
}

/** A browser of ours: the cookies of our site, and a window at the provider. */
class Finestra {
  readonly biscotti = new Map<string, string>();
  readonly visita = new VisitaAltrove();

  get intestazioni(): Intestazioni {
    return {
      host: 'protocollo.prova.example',
      cookie: [...this.biscotti].map(([nome, valore]) => `${nome}=${valore}`).join('; '),
    };
  }

  async apri(url: string) {
    const risposta = await app.inject({ url, headers: this.intestazioni });
    for (const { name, value } of risposta.cookies) this.biscotti.set(name, value);
    return { verso: String(risposta.headers.location), risposta };
  }

  /** @returns the address at the provider */
  async parte(fornitore: string, verso = '/'): Promise<string> {
    const via = `/api/v1/accesso/oidc/fornitori/${fornitore}/inizio?verso=${encodeURIComponent(verso)}`;
    return (await this.apri(via)).verso;
  }

  async torna(ritorno: URL) {
    return await this.apri(ritorno.pathname + ritorno.search);
  }

  /** All the way there and back. @returns where it ends */
  async entra(fornitore: string, sub: string, verso?: string): Promise<string> {
    const ritorno = await this.visita.accede(await this.parte(fornitore, verso), sub);
    return (await this.torna(ritorno)).verso;
  }

  async sessione(): Promise<Sessione> {
    return (await chiama(this.intestazioni, 'GET', '/sessione')).json<Sessione>();
  }
}

const cambia = (indirizzo: string | URL, nome: string, valore: string | null): URL => {
  const url = new URL(indirizzo);
  if (valore === null) url.searchParams.delete(nome);
  else url.searchParams.set(nome, valore);
  return url;
};
async function tracce(operazione: string): Promise<Record<string, unknown>[]> {
  const { rows } = await superutente.query<{ dettaglio: Record<string, unknown> }>(
    `SELECT dettaglio FROM traccia WHERE operazione = $1 ORDER BY istante DESC, id DESC`,
    [operazione],
  );
  return rows.map((r) => r.dettaglio);
}
const ultimoRifiuto = async () => (await tracce('accesso.rifiutato'))[0];

test('chi ha un utente entra dal fornitore, torna dov’era diretto, e la seconda volta conta solo chi è là', async () => {
  const fornitore = await crea();
  const elenco = (await chiama({}, 'GET', '/accesso/oidc/fornitori')).json<FornitoriPerAccedere>();
  expect(elenco).toEqual({ items: [{ id: fornitore, nome: 'SSO del Comune' }] });

  const finestra = new Finestra();
  const partenza = new URL(await finestra.parte(fornitore, '/registro?q=strade'));
  expect(Object.fromEntries(partenza.searchParams)).toMatchObject({
    client_id: 'tabularium',
    response_type: 'code',
    redirect_uri: `${ORIGINE}${VIA_RITORNO}`,
    scope: 'openid profile email',
    code_challenge_method: 'S256',
    prompt: 'login',
    max_age: '0',
  });
  const { verso, risposta } = await finestra.torna(await finestra.visita.accede(partenza.href, 'p-1'));
  expect(verso).toBe('/registro?q=strade');
  const biscotto = risposta.cookies.find((c) => c.name.endsWith('sessione'));
  expect(biscotto).toMatchObject({ httpOnly: true, sameSite: 'Strict', secure: true });
  expect(await finestra.sessione()).toMatchObject({
    utente: { nomeUtente: 'operatore' },
    fornitore: { id: fornitore, nome: 'SSO del Comune' },
    bloccata: false,
  });
  expect((await chiama(finestra.intestazioni, 'GET', '/riservata')).statusCode).toBe(200);
  const sessioni = (await chiama(finestra.intestazioni, 'GET', '/sessioni')).json<ElencoSessioni>();
  expect(sessioni.items).toMatchObject([{ corrente: true, comeEntrato: 'SSO del Comune' }]);
  const { rows: dette } = await superutente.query(
    `SELECT c.oggetto FROM comunicazione c JOIN comunicazione_destinatario d ON d.comunicazione_id = c.id WHERE d.utente_id = $1`,
    [ente.utenti.operatore.id],
  );
  expect(dette).toEqual([{ oggetto: 'Ora si può entrare anche con SSO del Comune' }]);

  // The name has passed to somebody else: he is who he was, and the other has nothing to do with him.
  altrove.persone.set('p-1', { preferred_username: 'rsp' });
  const dopo = new Finestra();
  expect(await dopo.entra(fornitore, 'p-1')).toBe('/');
  expect((await dopo.sessione()).utente.nomeUtente).toBe('operatore');
  altrove.persone.set('p-2', { preferred_username: 'operatore' });
  expect(await new Finestra().entra(fornitore, 'p-2')).toBe('/?accesso=rifiutato');
  expect(await ultimoRifiuto()).toMatchObject({ motivo: 'collegato-ad-altri', valore: 'operatore' });
  expect(await tracce('identita-esterna.collegata')).toHaveLength(1);
});

test('due schede dello stesso browser possono accedere insieme; un altro browser non usa la richiesta e non la consuma', async () => {
  const fornitore = await crea();
  const finestra = new Finestra();
  const prima = await finestra.parte(fornitore, '/registro');
  const seconda = await finestra.parte(fornitore, '/titolario');
  const da1 = await finestra.visita.accede(prima, 'p-1');
  // Another window at the provider: this one forgets a first sign-in when there is a second.
  const da2 = await new VisitaAltrove().accede(seconda, 'p-1');
  const ladro = new Finestra();
  await ladro.parte(fornitore);
  expect((await ladro.torna(da1)).verso).toBe('/?accesso=scaduto');
  expect((await new Finestra().torna(da1)).verso).toBe('/?accesso=scaduto');
  expect((await finestra.torna(da1)).verso).toBe('/registro');
  expect((await finestra.torna(da2)).verso).toBe('/titolario');
});

test('una risposta alterata, ripetuta, scaduta o di un altro emittente non fa entrare, e resta scritto perché', async () => {
  const fornitore = await crea();
  const prova = async (
    che: string,
    atteso: string,
    motivo: Record<string, unknown>,
    altera: { andando?: (p: string) => URL; tornando?: (r: URL) => URL; intanto?: () => Promise<unknown> },
  ) => {
    const finestra = new Finestra();
    const partenza = await finestra.parte(fornitore);
    const ritorno = await finestra.visita.accede(altera.andando?.(partenza).href ?? partenza, 'p-1');
    await altera.intanto?.();
    const { verso, risposta } = await finestra.torna(altera.tornando?.(ritorno) ?? ritorno);
    expect(verso, che).toBe(`/?accesso=${atteso}`);
    expect(risposta.cookies, che).toEqual([]);
    expect(await ultimoRifiuto(), che).toMatchObject(motivo);
    return { finestra, ritorno };
  };
  const stato = `${ente.enteId.replaceAll('-', '')}.${'A'.repeat(43)}`;
  await prova('state', 'scaduto', { motivo: 'richiesta' }, { tornando: (r) => cambia(r, 'state', stato) });
  await prova('nonce', 'fornitore', { motivo: 'fornitore' }, { andando: (p) => cambia(p, 'nonce', 'altro') });
  await prova(
    'PKCE',
    'fornitore',
    { motivo: 'fornitore' },
    {
      andando: (p) => cambia(p, 'code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'),
    },
  );
  await prova(
    'iss',
    'fornitore',
    { motivo: 'fornitore' },
    {
      tornando: (r) => cambia(r, 'iss', 'https://altro.example'),
    },
  );
  await prova('senza iss', 'fornitore', { motivo: 'fornitore' }, { tornando: (r) => cambia(r, 'iss', null) });
  await prova('codice', 'fornitore', { motivo: 'fornitore' }, { tornando: (r) => cambia(r, 'code', 'x') });
  await prova(
    'scaduta',
    'scaduto',
    { motivo: 'richiesta' },
    {
      intanto: () => superutente.query(`UPDATE accesso_esterno SET scade_il = clock_timestamp()`),
    },
  );
  await prova(
    'prova di prima',
    'fornitore',
    { motivo: 'prova-vecchia' },
    {
      intanto: () =>
        superutente.query(`UPDATE accesso_esterno SET iniziato_il = iniziato_il + interval '5 minutes'`),
    },
  );
  await prova(
    'spento intanto',
    'scaduto',
    { motivo: 'fornitore-non-attivo' },
    {
      intanto: () => superutente.query(`UPDATE fornitore_identita SET attivo = false`),
    },
  );
  await superutente.query(`UPDATE fornitore_identita SET attivo = true`);
  // Nobody's: without a state of ours there is no ente to write it to; with that of no ente, neither.
  for (const nullo of ['x', `${'0'.repeat(32)}.${'A'.repeat(43)}`]) {
    const finestra = new Finestra();
    const { verso } = await finestra.apri(`${VIA_RITORNO}?state=${nullo}&code=x`);
    expect(verso).toBe('/?accesso=scaduto');
  }
  // Once.
  const finestra = new Finestra();
  const ritorno = await finestra.visita.accede(await finestra.parte(fornitore), 'p-1');
  expect((await finestra.torna(ritorno)).verso).toBe('/');
  expect((await finestra.torna(ritorno)).verso).toBe('/?accesso=scaduto');
});

test('sconosciuto, disattivato, posta non verificata, di due persone: la stessa risposta, e il perché solo nel log', async () => {
  const fornitore = await crea({ attributo: 'email', campo: 'email' });
  await superutente.query(`UPDATE utente SET email = nome_utente || '@comune.example';
    UPDATE utente SET email = 'Comune@Comune.example' WHERE nome_utente IN ('tecnico', 'anagrafe')`);
  await superutente.query(`UPDATE utente SET attivo = false WHERE nome_utente = 'nuovo'`);
  const prova = async (persona: object) => {
    altrove.persone.set('p-3', persona);
    const finestra = new Finestra();
    expect(await finestra.entra(fornitore, 'p-3')).toBe('/?accesso=rifiutato');
    expect([...finestra.biscotti.keys()].filter((n) => n.endsWith('sessione'))).toEqual([]);
    return (await ultimoRifiuto())?.motivo;
  };
  expect(await prova({ email: 'nessuno@comune.example', email_verified: true })).toBe('sconosciuto');
  expect(await prova({ email: 'nuovo@comune.example', email_verified: true })).toBe('disattivato');
  expect(await prova({ email: 'comune@comune.example', email_verified: true })).toBe('ambiguo');
  expect(await prova({ email: 'rsp@comune.example', email_verified: false })).toBe('attributo-assente');
  expect(await prova({ email: 'rsp@comune.example' })).toBe('attributo-assente');
  altrove.persone.set('p-3', { email: 'RSP@comune.example', email_verified: true });
  const finestra = new Finestra();
  expect(await finestra.entra(fornitore, 'p-3')).toBe('/');
  // Known by now, and closed afterwards.
  await superutente.query(`UPDATE utente SET attivo = false WHERE nome_utente = 'rsp'`);
  expect(await new Finestra().entra(fornitore, 'p-3')).toBe('/?accesso=rifiutato');
  expect(await ultimoRifiuto()).toMatchObject({ motivo: 'disattivato', fornitore: 'SSO del Comune' });
});

test('si riconosce anche dal codice fiscale, come lo scrive SPID, e dall’identificativo del fornitore', async () => {
  await superutente.query(
    `UPDATE utente SET codice_fiscale = 'RSSNNA80A41H501X' WHERE nome_utente = 'anagrafe'`,
  );
  altrove.persone.set('cf', { fiscal_number: 'TINIT-RSSNNA80A41H501X' });
  const conCodice = await crea({ attributo: 'codice_fiscale', campo: 'codice_fiscale' });
  const una = new Finestra();
  expect(await una.entra(conCodice, 'cf')).toBe('/');
  expect((await una.sessione()).utente.nomeUtente).toBe('anagrafe');
  await superutente.query(`DELETE FROM sessione; DELETE FROM fornitore_identita`);
  const conSub = await crea({ attributo: 'sub', ambiti: ['openid'] });
  const altra = new Finestra();
  expect(await altra.entra(conSub, 'ragioniere')).toBe('/');
  expect((await altra.sessione()).utente.nomeUtente).toBe('ragioniere');
});

test('un fornitore che non risponde, alla partenza o al ritorno, e chi annulla là tornano all’accesso', async () => {
  const fornitore = await crea();
  const finestra = new Finestra();
  const annullato = await finestra.visita.accede(await finestra.parte(fornitore), 'p-1', 'annulla');
  expect((await finestra.torna(annullato)).verso).toBe('/?accesso=annullato');
  expect(await ultimoRifiuto()).toMatchObject({ motivo: 'annullato' });

  const altro = await avviaFornitore(`${ORIGINE}${VIA_RITORNO}`);
  altro.persone.set('p-1', { preferred_username: 'operatore' });
  const caduco = await crea({ nome: 'Caduco', emittente: altro.emittente, segreto: altro.segreto });
  const ritorno = await finestra.visita.accede(await finestra.parte(caduco), 'p-1');
  await altro.spegni();
  expect((await finestra.torna(ritorno)).verso).toBe('/?accesso=fornitore');
  expect(await ultimoRifiuto()).toMatchObject({
    motivo: 'fornitore',
    fornitore: 'Caduco',
    errore: 'ECONNREFUSED',
  });
  expect(await finestra.parte(caduco)).toBe('/?accesso=fornitore');
  expect(await finestra.parte('00000000-0000-7000-8000-000000000000')).toBe('/?accesso=fornitore');
});

test('il segreto non esce mai: né dall’API, né nel log, né in chiaro dalla base di dati', async () => {
  const fornitore = await crea();
  const admin = await entra(app, 'admin');
  const via = `/fornitori-identita/${fornitore}`;
  const { segreto: _, emittente: __, ...resto } = dati();
  const risposte = [
    await chiama(admin, 'GET', '/fornitori-identita'),
    await chiama(admin, 'PUT', via, resto),
    await chiama(admin, 'PUT', via, { ...resto, segreto: 'un segreto sbagliato' }),
  ];
  // A wrong one does not let anybody in, and is not told either.
  expect(await new Finestra().entra(fornitore, 'p-1')).toBe('/?accesso=fornitore');
  risposte.push(await chiama(admin, 'PUT', via, { ...resto, segreto: altrove.segreto }));
  expect(risposte.map((r) => r.statusCode)).toEqual([200, 200, 200, 200]);
  const finestra = new Finestra();
  const ritorno = await finestra.visita.accede(await finestra.parte(fornitore), 'p-1');
  expect((await finestra.torna(ritorno)).verso).toBe('/');
  const codice = ritorno.searchParams.get('code') ?? '';
  const detti = [altrove.segreto, 'un segreto sbagliato', codice, ritorno.searchParams.get('state') ?? ''];
  for (const segreto of detti) {
    for (const r of risposte) expect(r.body).not.toContain(segreto);
    expect(diario).not.toContain(segreto);
    for (const tabella of ['fornitore_identita', 'accesso_esterno', 'traccia', 'idempotenza', 'sessione']) {
      const { rows } = await superutente.query(`SELECT FROM ${tabella} t WHERE strpos(t::text, $1) > 0`, [
        segreto,
      ]);
      expect(rows, tabella).toEqual([]);
    }
  }
  expect(diario).toContain('richiesta servita');
});

test('dopo il fornitore si chiede il secondo fattore, a chi lo ha e a chi lo deve avere; non se quello del fornitore vale', async () => {
  const fornitore = await crea();
  await chiama(await entra(app, 'rsp'), 'PUT', '/secondo-fattore/obbligo', { profili: ['operatore'] });
  const finestra = new Finestra();
  expect(await finestra.entra(fornitore, 'p-1')).toBe('/');
  expect(await finestra.sessione()).toMatchObject({ parziale: 'attivazione', fornitore: { id: fornitore } });
  expect((await chiama(finestra.intestazioni, 'GET', '/riservata')).statusCode).toBe(401);
  const proposto = await chiama(finestra.intestazioni, 'POST', '/secondo-fattore/totp');
  const seme = Secret.fromBase32(proposto.json<TotpDaConfermare>().segreto.replaceAll(' ', ''));
  const codice = (passi: number) => TOTP.generate({ secret: seme, timestamp: Date.now() + passi * 30_000 });
  const confermato = await chiama(finestra.intestazioni, 'POST', '/secondo-fattore/totp/conferma', {
    codice: codice(0),
  });
  expect(confermato.statusCode, confermato.body).toBe(200);

  const poi = new Finestra();
  await poi.entra(fornitore, 'p-1');
  expect(await poi.sessione()).toMatchObject({ parziale: 'verifica' });
  const completato = await app.inject({
    method: 'POST',
    url: '/api/v1/sessione/codice',
    headers: poi.intestazioni,
    payload: { codice: codice(1) },
  });
  for (const { name, value } of completato.cookies) poi.biscotti.set(name, value);
  expect(await poi.sessione()).toMatchObject({ fornitore: { nome: 'SSO del Comune' }, incarico: {} });
  const sessioni = (await chiama(poi.intestazioni, 'GET', '/sessioni')).json<ElencoSessioni>();
  expect(sessioni.items.find((s) => s.corrente)?.comeEntrato).toBe('SSO del Comune e codice dell’app');

  // What the provider says counts only if the ente said so, and only if the provider does say it.
  altrove.persone.set('p-1', { preferred_username: 'operatore', amr: ['pwd', 'mfa'] });
  const ancora = new Finestra();
  await ancora.entra(fornitore, 'p-1');
  expect(await ancora.sessione()).toMatchObject({ parziale: 'verifica' });
  const { segreto: _, emittente: __, ...resto } = dati();
  const fidato = { ...resto, secondoFattore: ['mfa', 'https://refeds.org/profile/mfa'] };
  const admin = await entra(app, 'admin');
  await chiama(admin, 'PUT', `/fornitori-identita/${fornitore}`, fidato);
  const intera = new Finestra();
  await intera.entra(fornitore, 'p-1');
  expect((await intera.sessione()).parziale).toBeUndefined();
  expect((await chiama(intera.intestazioni, 'GET', '/riservata')).statusCode).toBe(200);
  altrove.persone.set('p-1', { preferred_username: 'operatore', amr: ['pwd'] });
  const debole = new Finestra();
  await debole.entra(fornitore, 'p-1');
  expect(await debole.sessione()).toMatchObject({ parziale: 'verifica' });

  // Whatever way in the code took, the database refuses it where the ente does not trust the provider.
  await chiama(admin, 'PUT', `/fornitori-identita/${fornitore}`, resto);
  const inventa = (primo: string, secondo: string | null) =>
    superutente.query(
      `INSERT INTO sessione (impronta_segreto, ente_id, utente_id, primo_fattore, secondo_fattore, fornitore_id, scade_il)
       VALUES ('\\x00', $1, $2, $3, $4, $5, clock_timestamp() + interval '1 hour')`,
      [ente.enteId, ente.utenti.operatore.id, primo, secondo, fornitore],
    );
  await expect(inventa('fornitore', 'fornitore')).rejects.toMatchObject({ code: 'TB022' });
  await expect(inventa('fornitore', null)).rejects.toMatchObject({ code: 'TB022' });
  await expect(inventa('password', 'totp')).rejects.toMatchObject({ code: '23514' });
});

test('chi entra dal fornitore non deve cambiare la password, ma conferma le politiche come tutti', async () => {
  const fornitore = await crea();
  await superutente.query(
    `UPDATE utente SET password_da_cambiare = true, password_iniziale_fino = clock_timestamp() - interval '1 day'`,
  );
  try {
    const finestra = new Finestra();
    await finestra.entra(fornitore, 'p-1');
    expect(await finestra.sessione()).toMatchObject({ obblighi: [] });
    expect((await chiama(finestra.intestazioni, 'GET', '/riservata')).statusCode).toBe(200);
    await superutente.query(
      `INSERT INTO politica_uso (ente_id, versione, testo, pubblicata_da) VALUES ($1, 1, 'Regole', $2)`,
      [ente.enteId, ente.utenti.rsp.id],
    );
    expect(await finestra.sessione()).toMatchObject({ obblighi: ['politiche'] });
    expect((await chiama(finestra.intestazioni, 'GET', '/riservata')).statusCode).toBe(403);
  } finally {
    await superutente.query(`ALTER TABLE politica_uso DISABLE TRIGGER USER; DELETE FROM politica_uso;
      ALTER TABLE politica_uso ENABLE TRIGGER USER;
      UPDATE utente SET password_da_cambiare = false, password_iniziale_fino = NULL`);
  }
});

test('una sessione bloccata si riprende accedendo di nuovo: quella di prima finisce', async () => {
  const fornitore = await crea();
  const finestra = new Finestra();
  await finestra.entra(fornitore, 'p-1');
  const vecchia = finestra.intestazioni;
  expect((await chiama(vecchia, 'POST', '/sessione/blocco')).statusCode).toBe(204);
  expect(await finestra.entra(fornitore, 'p-1', '/registra')).toBe('/registra');
  expect(await finestra.sessione()).toMatchObject({ bloccata: false });
  expect((await chiama(vecchia, 'GET', '/sessione')).statusCode).toBe(401);
});

test('senza una nuova prova presso il fornitore non si cambia il modo di accedere', async () => {
  const fornitore = await crea({ nuovaProva: false });
  const finestra = new Finestra();
  const partenza = await finestra.parte(fornitore);
  expect(new URL(partenza).searchParams.has('prompt')).toBe(false);
  await finestra.torna(await finestra.visita.accede(partenza, 'p-1'));
  const proposto = await chiama(finestra.intestazioni, 'POST', '/secondo-fattore/totp');
  expect(proposto.json()).toMatchObject({ codice: 'sessione.prova-richiesta' });
});

test('un altro sito non fa partire un accesso, e un ritorno verso altrove diventa la prima schermata', async () => {
  const fornitore = await crea();
  const via = `/api/v1/accesso/oidc/fornitori/${fornitore}/inizio`;
  const daFuori = await app.inject({ url: via, headers: { 'sec-fetch-site': 'cross-site' } });
  expect(daFuori.headers.location).toBe('/');
  expect(daFuori.cookies).toEqual([]);
  const finestra = new Finestra();
  expect(await finestra.entra(fornitore, 'p-1', '//evil.example/registro')).toBe('/');
  const { risposta } = await finestra.apri(via);
  expect(risposta.cookies.find((c) => c.name.endsWith('accesso'))).toMatchObject({
    name: '__Host-tabularium_accesso',
    httpOnly: true,
    secure: true,
    sameSite: 'Lax',
    maxAge: 600,
  });
});

test('l’amministratore vede i collegamenti e li toglie: la sessione finisce, e la volta dopo si è riconosciuti da capo', async () => {
  const fornitore = await crea();
  const finestra = new Finestra();
  await finestra.entra(fornitore, 'p-1');
  const admin = await entra(app, 'admin');
  const { id } = ente.utenti.operatore;
  const leggi = async (via: string) =>
    (await chiama(admin, 'GET', via)).json<{ items: IdentitaEsterna[] }>().items;
  const [collegamento] = await leggi(`/utenti/${id}/identita`);
  expect(collegamento).toMatchObject({ sub: 'p-1', fornitore: { nome: 'SSO del Comune' }, utente: { id } });
  expect(await leggi(`/fornitori-identita/${fornitore}/identita`)).toEqual([collegamento]);
  const via = `/utenti/${id}/identita/${collegamento?.id}`;
  expect((await chiama(await entra(app, 'rsp'), 'DELETE', via)).statusCode).toBe(403);
  expect(
    (await chiama(admin, 'DELETE', `/utenti/${ente.utenti.rsp.id}/identita/${collegamento?.id}`)).statusCode,
  ).toBe(404);
  expect((await chiama(admin, 'DELETE', via)).statusCode).toBe(204);
  expect((await chiama(admin, 'DELETE', via)).statusCode).toBe(404);
  expect((await chiama(finestra.intestazioni, 'GET', '/sessione')).statusCode).toBe(401);
  altrove.persone.set('p-9', { preferred_username: 'operatore' });
  expect(await new Finestra().entra(fornitore, 'p-9')).toBe('/');
});
