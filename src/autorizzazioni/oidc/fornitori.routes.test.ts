import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apriBancaDati, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { appDiProva, entra, partiDiProva } from '../../../test/support/app-di-prova.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../../test/support/banca-dati.ts';
import { creaEnteDiProva, type EnteDiProva } from '../../../test/support/ente-di-prova.ts';
import { avviaFornitore, type FornitoreDiProva } from '../../../test/support/fornitore-di-prova.ts';
import { rotteAccessoEsterno } from './accesso.routes.ts';
import { rotteFornitoriIdentita } from './fornitori.routes.ts';
import type { ElencoFornitori, FornitoreIdentita } from './fornitori.schema.ts';

const VIA = '/api/v1/fornitori-identita';
let banca: BancaDatiDiProva;
let db: Db;
let app: App;
let ente: EnteDiProva;
let superutente: pg.Client;
let altrove: FornitoreDiProva;
let admin: { cookie: string };

beforeAll(async () => {
  banca = await nuovaBancaDati();
  ente = await creaEnteDiProva(banca.url);
  db = apriBancaDati(banca.url);
  const parti = { ...partiDiProva(db), urlPasskey: 'https://protocollo.prova.example' };
  app = await appDiProva(db, (api) => {
    rotteAccessoEsterno(api, parti);
    rotteFornitoriIdentita(api, parti);
  });
  superutente = new pg.Client(banca.urlSuperutente);
  await superutente.connect();
  altrove = await avviaFornitore('https://protocollo.prova.example/api/v1/accesso/oidc/ritorno');
  admin = await entra(app, 'admin');
});
afterAll(async () => {
  await altrove.spegni();
  await superutente.end();
  await app.close();
  await db.destroy();
  await banca.elimina();
});

const resto = {
  nome: 'SSO',
  clientId: 'tabularium',
  ambiti: ['profile'],
  attributo: 'preferred_username',
  campo: 'nome_utente',
  secondoFattore: [],
  nuovaProva: true,
  attivo: true,
};
const nuovo = { ...resto, emittente: 'https://accesso.comune.example/realms/a', segreto: 'segretissimo' };
const manda = (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  payload?: object,
  headers: Record<string, string> = admin,
) => app.inject({ method, url, headers, ...(payload && { payload }) });

test('un fornitore si aggiunge, si modifica e si toglie; l’emittente resta quello, e ogni passo lascia traccia', async () => {
  const creato = (await manda('POST', VIA, nuovo)).json<FornitoreIdentita>();
  expect(creato).toMatchObject({ ambiti: ['openid', 'profile'], collegate: 0, emittente: nuovo.emittente });
  const elenco = (await manda('GET', VIA)).json<ElencoFornitori>();
  expect(elenco.items).toEqual([creato]);
  expect(elenco.indirizzoRitorno).toBe('https://protocollo.prova.example/api/v1/accesso/oidc/ritorno');
  const cambiato = await manda('PUT', `${VIA}/${creato.id}`, {
    ...resto,
    nome: 'Accesso unico',
    attivo: false,
  });
  expect(cambiato.json()).toMatchObject({ nome: 'Accesso unico', attivo: false });
  expect((await manda('PUT', `${VIA}/${creato.id}`, nuovo)).statusCode).toBe(422);
  await expect(
    superutente.query(`UPDATE fornitore_identita SET emittente = 'https://altro.example'`),
  ).rejects.toMatchObject({ code: 'TB022' });
  expect((await manda('GET', '/api/v1/accesso/oidc/fornitori', undefined, {})).json()).toEqual({ items: [] });
  expect((await manda('DELETE', `${VIA}/${creato.id}`)).statusCode).toBe(204);
  for (const metodo of ['PUT', 'DELETE'] as const)
    expect(
      (await manda(metodo, `${VIA}/${creato.id}`, metodo === 'PUT' ? resto : undefined)).statusCode,
    ).toBe(404);
  const { rows } = await superutente.query<{ operazione: string }>(
    `SELECT operazione FROM traccia WHERE oggetto_id = $1 ORDER BY istante, id`,
    [creato.id],
  );
  expect(rows.map((r) => r.operazione)).toEqual([
    'fornitore-identita.creato',
    'fornitore-identita.modificato',
    'fornitore-identita.eliminato',
  ]);
});

test('un emittente in chiaro, un nome già usato, un ambito impossibile: rifiutati dicendo dove', async () => {
  const { id } = (await manda('POST', VIA, nuovo)).json<FornitoreIdentita>();
  const campi = async (corpo: object) =>
    (await manda('POST', VIA, { ...nuovo, ...corpo })).json<{
      campi?: { campo: string }[];
      codice: string;
    }>();
  expect((await campi({ emittente: 'http://accesso.comune.example' })).campi?.[0]?.campo).toBe('emittente');
  expect((await campi({ ambiti: ['due parole'] })).campi?.[0]?.campo).toBe('ambiti.0');
  expect((await campi({ attributo: 'nickname' })).campi?.[0]?.campo).toBe('attributo');
  expect((await campi({ clientId: 'altro' })).codice).toBe('fornitore-identita.gia-presente');
  expect((await campi({ nome: 'Altro' })).codice).toBe('fornitore-identita.gia-presente');
  await manda('DELETE', `${VIA}/${id}`);
});

test('configura solo l’amministratore, e solo poco dopo aver dimostrato chi è; chi legge la configurazione vede', async () => {
  for (const [utente, lettura] of [
    ['rsp', 200],
    ['operatore', 403],
    ['consultazione', 403],
  ] as const) {
    const sessione = await entra(app, utente);
    expect((await manda('GET', VIA, undefined, sessione)).statusCode).toBe(lettura);
    expect((await manda('POST', VIA, nuovo, sessione)).statusCode).toBe(403);
    expect((await manda('POST', `${VIA}/prova`, { emittente: altrove.emittente }, sessione)).statusCode).toBe(
      403,
    );
  }
  const altra = await entra(app, 'admin');
  await superutente.query(`UPDATE sessione SET provata_il = provata_il - interval '11 minutes'`);
  for (const risposta of [
    await manda('POST', VIA, nuovo, altra),
    await manda('PUT', `${VIA}/${ente.enteId}`, resto, altra),
    await manda('DELETE', `${VIA}/${ente.enteId}`, undefined, altra),
  ])
    expect(risposta.json()).toMatchObject({ codice: 'sessione.prova-richiesta' });
  admin = await entra(app, 'admin');
});

test('la prova dice che cosa il fornitore dichiara, e perché qualcosa che non è un fornitore non va', async () => {
  const prova = async (emittente: string) => await manda('POST', `${VIA}/prova`, { emittente });
  const bene = await prova(`${altrove.emittente}/.well-known/openid-configuration`);
  expect(bene.json()).toMatchObject({
    emittente: altrove.emittente,
    autorizzazione: `${altrove.emittente}/auth`,
    pkce: true,
    rispondeConEmittente: true,
    segreto: 'intestazione',
  });
  expect(bene.json<{ attributi: string[] }>().attributi).toContain('preferred_username');
  const altroNome = await prova(altrove.emittente.replace('127.0.0.1', 'localhost'));
  expect(altroNome.statusCode).toBe(422);
  expect(altroNome.json()).toMatchObject({
    codice: 'fornitore-identita.non-risponde',
    campi: [{ campo: 'emittente' }],
  });
  expect((await prova(`${altrove.emittente}/niente`)).statusCode).toBe(422);
  await altrove.spegni();
  expect((await prova(altrove.emittente)).json<{ detail: string }>().detail).toContain('ECONNREFUSED');
  expect((await prova('http://accesso.example')).json()).toMatchObject({
    codice: 'fornitore-identita.emittente',
  });
});
