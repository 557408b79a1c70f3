import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rotteDichiarate } from '#autorizzazioni';
import { prodottoDiProva, type ProdottoDiProva } from '../support/prodotto-di-prova.ts';
import { arrivoDiCarta } from '../support/carte-di-prova.ts';
import { creaEnteDiProva, PASSWORD_DI_PROVA, type UtenteDiProva } from '../support/ente-di-prova.ts';
import type { Registrazione } from '../../src/registrazione/registrazione.schema.ts';

const SEGRETO = 'Zafferano riservatissimo';
type Schema = Record<string, unknown> & {
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
};

let p: ProdottoDiProva;
let superutente: pg.Client;
/** Sessions of people of the first ente. */
const biscotti: Partial<Record<UtenteDiProva, string>> = {};
/** Of every table of the second ente, some of the identities that are in it. */
let altrui: string[];
let numeri: { primo: string[]; secondo: string[] };

const chiama = (cookie: string, metodo: string, url: string, payload?: object) =>
  p.app.inject({
    method: metodo as 'GET',
    url: `/api/v1${url}`,
    headers: { cookie },
    ...(payload && { payload }),
  });
async function entra(utente: string, ente: string): Promise<string> {
  const r = await p.app.inject({
    method: 'POST',
    url: '/api/v1/sessione',
    payload: { utente, password: PASSWORD_DI_PROVA, ente },
  });
  expect(r.statusCode, r.body).toBe(201);
  return String(r.headers['set-cookie']).split(';')[0] ?? '';
}

beforeAll(async () => {
  p = await prodottoDiProva();
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  const secondo = await creaEnteDiProva(p.banca.urlSuperutente, 2);
  for (const chi of ['rsp', 'admin', 'operatore', 'tecnico'] as const)
    biscotti[chi] = await entra(chi, p.ente.codiceIpa);
  const di2 = {
    rsp: await entra('rsp', secondo.codiceIpa),
    operatore: await entra('operatore', secondo.codiceIpa),
    tecnico: await entra('tecnico', secondo.codiceIpa),
    admin: await entra('admin', secondo.codiceIpa),
  };

  // What the second ente has of its own, under the name of which nothing may come out.
  const crea = async (cookie: string, url: string, corpo: object): Promise<Record<string, unknown>> => {
    const r = await chiama(cookie, 'POST', url, corpo);
    expect([url, r.statusCode], r.body).toEqual([url, 201]);
    return r.json<Record<string, unknown>>();
  };
  const registra = async (cookie: string, oggetto = SEGRETO) =>
    (await crea(cookie, '/registri/PG/registrazioni', {
      ...arrivoDiCarta({ oggetto, classificazione: 'VI.3', unitaCompetente: 'tecnico' }),
    })) as unknown as Registrazione;
  numeri = {
    secondo: [(await registra(di2.operatore)).numero, (await registra(di2.rsp)).numero],
    primo: [(await registra(biscotti.operatore ?? '', 'Domanda del primo ente')).numero],
  };
  numeri.secondo.push((await registra(di2.operatore)).numero);
  await crea(di2.operatore, '/rubrica', { tipo: 'PG', denominazione: SEGRETO });
  await crea(di2.operatore, '/fascicoli', {
    tipo: 'affare',
    classificazione: 'VI.3',
    denominazione: SEGRETO,
    oggetto: SEGRETO,
    riservatezza: 'nessuno',
    uffici: 'tutti',
  });
  await crea(di2.operatore, '/esclusioni', { categoria: 'giornali', descrizione: SEGRETO });
  await crea(di2.rsp, '/deleghe', { utente: secondo.utenti.operatore.id, dal: '2026-01-01', atto: SEGRETO });
  await crea(di2.tecnico, '/richieste-autorizzazione', {
    tipo: 'nuova',
    utente: secondo.utenti.nuovo.id,
    unita: 'tecnico',
    profilo: 'consultazione',
    responsabileUnita: false,
    accesso: 'contenuto',
    motivo: SEGRETO,
  });
  await crea(di2.rsp, '/regole-smistamento', { nome: SEGRETO, mezzo: 'pec', competenza: 'tecnico' });
  await crea(di2.tecnico, '/consultazioni', { anno: 2026, numero: 999, motivo: SEGRETO });
  const { rows } = await superutente.query<{ tabella: string }>(
    `SELECT c.table_name AS tabella FROM information_schema.columns c JOIN information_schema.columns e USING (table_schema, table_name)
     JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND c.column_name = 'id' AND c.data_type = 'uuid' AND e.column_name = 'ente_id'
       AND t.table_type = 'BASE TABLE' ORDER BY 1`,
  );
  altrui = [];
  for (const { tabella } of rows) {
    const trovati = await superutente.query<{ id: string }>(
      `SELECT id FROM ${tabella} WHERE ente_id = $1 ORDER BY id DESC LIMIT 1`,
      [secondo.enteId],
    );
    altrui.push(...trovati.rows.map((r) => r.id));
  }
});
afterAll(async () => {
  await superutente.end();
  await p.chiudi();
});

/** Somebody of the first ente whom the route lets in, if any of these. */
const AMMESSI: UtenteDiProva[] = ['rsp', 'admin', 'operatore', 'tecnico'];

/** A body as the schema wants it, as far as one can guess, with that identity wherever an identity goes. */
function corpo(s: Schema | undefined, id: string): unknown {
  if (s === undefined) return {};
  if ('const' in s) return s.const;
  const { anyOf, properties, items, enum: scelte } = s as Schema & { enum?: unknown[] };
  if (scelte) return scelte[0];
  if (anyOf) return corpo(anyOf[0], id);
  if (properties) return Object.fromEntries(Object.entries(properties).map(([n, v]) => [n, corpo(v, id)]));
  if (items) return [corpo(items, id)];
  if (s.type === 'integer' || s.type === 'number') return s.minimum ?? 1;
  if (s.type === 'boolean') return false;
  if (s.format === 'uuid') return id;
  if (s.format === 'date') return '2030-01-01';
  if (s.format === 'date-time') return '2030-01-01T10:00:00Z';
  return 'testo di prova';
}
const conIdentita = (s: unknown): boolean => JSON.stringify(s).includes('"format":"uuid"');

test('ASM-24 chi è di un ente non raggiunge nulla di un altro, per nessuna rotta e con nessun identificativo, e i numeri sono separati', async () => {
  expect(numeri.primo.map(Number)).toEqual([1]);
  expect(numeri.secondo.map(Number)).toEqual([1, 2, 3]);
  expect(altrui.length).toBeGreaterThan(20);

  const { paths, components } = (await p.app.inject({ url: '/api/v1/openapi.json' })).json<{
    paths: Record<
      string,
      Record<string, { requestBody?: { content?: Record<string, { schema?: Schema }> } }>
    >;
    components: { schemas: Record<string, Schema> };
  }>();
  const risolvi = (s: unknown): Schema =>
    JSON.parse(JSON.stringify(s ?? {}), (_chiave, v: Record<string, unknown>) =>
      typeof v === 'object' && v !== null && typeof v.$ref === 'string'
        ? (components.schemas[v.$ref.split('/').at(-1) ?? ''] ?? {})
        : v,
    ) as Schema;

  const difetti: string[] = [];
  let prove = 0;
  for (const { metodo, url, permesso } of rotteDichiarate(p.app)) {
    if (permesso === 'pubblico' || !url.startsWith('/api/v1/')) continue;
    const via = url.slice('/api/v1'.length);
    const { requestBody } = paths[via.replace(/:([a-zA-Z]+)/g, '{$1}')]?.[metodo.toLowerCase()] ?? {};
    const schema = risolvi(requestBody?.content?.['application/json']?.schema);
    const nelCorpo = conIdentita(schema);
    const parametri = /:(?!registro|anno|numero\b)[a-zA-Z]+/.test(via);
    if (!parametri && !nelCorpo) continue;
    let entrato: UtenteDiProva | undefined;
    for (const id of altrui) {
      const indirizzo = via
        .replace(':registro', 'PG')
        .replace(':anno', '2026')
        .replace(/:numero\b/, '1')
        .replace(/:[a-zA-Z]+/g, id);
      const invio = metodo === 'GET' || metodo === 'DELETE' ? undefined : (corpo(schema, id) as object);
      for (const chi of entrato ? [entrato] : AMMESSI) {
        const r = await chiama(biscotti[chi] ?? '', metodo, indirizzo, invio);
        if (r.statusCode === 403 && r.body.includes('"autorizzazione.negata"')) continue;
        entrato = chi;
        prove++;
        if (r.body.includes(SEGRETO)) difetti.push(`${chi} ${metodo} ${via}: esce ciò che è dell’altro ente`);
        if (parametri && r.statusCode < 400) difetti.push(`${chi} ${metodo} ${via}: ${r.statusCode}`);
        if (r.statusCode >= 500) difetti.push(`${chi} ${metodo} ${via}: ${r.statusCode}`);
        break;
      }
    }
  }
  expect([...new Set(difetti)]).toEqual([]);
  expect(prove).toBeGreaterThan(1500);

  // Lists and searches, which name nobody.
  for (const { metodo, url } of rotteDichiarate(p.app).filter(
    (r) => r.metodo === 'GET' && !r.url.includes(':') && r.url.startsWith('/api/v1/'),
  )) {
    if (/flusso|eventi|stream/.test(url)) continue;
    for (const chi of AMMESSI) {
      const r = await chiama(biscotti[chi] ?? '', metodo, url.slice('/api/v1'.length));
      expect([chi, url, r.body.includes(SEGRETO)]).toEqual([chi, url, false]);
    }
  }
});

test('ogni tabella di un ente è sotto la protezione per righe, forzata anche per il proprietario', async () => {
  const { rows } = await superutente.query<{ tabella: string }>(
    `SELECT c.relname AS tabella FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'ente_id'
     WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`,
  );
  expect(rows).toEqual([]);
});
