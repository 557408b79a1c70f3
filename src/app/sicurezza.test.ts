import { afterAll, beforeAll, expect, test } from 'vitest';
import { rotteDichiarate } from '#autorizzazioni';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import type { DichiarazioneSicurezza } from './sicurezza.schema.ts';

let p: ProdottoDiProva;
beforeAll(async () => {
  p = await prodottoDiProva({
    variabili: {
      TABULARIUM_INATTIVITA_MINUTI: '7',
      TABULARIUM_SMTP_HOST: 'localhost',
      TABULARIUM_SMTP_MITTENTE: 'protocollo@comune.example',
      TABULARIUM_SMTP_SICUREZZA: 'tls',
    },
  });
});
afterAll(() => p.chiudi());

const PUBBLICHE = [
  'GET /api/v1/accesso/oidc/fornitori',
  'GET /api/v1/accesso/oidc/fornitori/:id/inizio',
  'GET /api/v1/accesso/oidc/ritorno',
  'GET /api/v1/enti/:ente/uffici',
  'GET /api/v1/openapi.json',
  'GET /api/v1/recupero',
  'GET /api/v1/status',
  'POST /api/v1/accesso/passkey',
  'POST /api/v1/accesso/passkey/opzioni',
  'POST /api/v1/recupero',
  'POST /api/v1/recupero/password',
  'POST /api/v1/sessione',
];
const indirizzo = (url: string): string =>
  url.replace(/:registro/g, 'PG').replace(/:[a-z]+/gi, '00000000-0000-7000-8000-000000000000');

test('RN-10.2 ogni operazione tranne le pagine pubbliche rifiuta chi non è entrato, e la dichiarazione viene dalla configurazione vera', async () => {
  const rotte = rotteDichiarate(p.app).filter((r) => r.url.startsWith('/api/'));
  expect(rotte.length).toBeGreaterThan(60);
  const aperte: string[] = [];
  for (const { metodo, url } of rotte) {
    const risposta = await p.app.inject({ method: metodo as 'GET', url: indirizzo(url) });
    if (risposta.statusCode !== 401) aperte.push(`${metodo} ${url}`);
  }
  expect(aperte.sort()).toEqual(PUBBLICHE);

  for (const chi of ['operatore', 'consultazione'] as const)
    expect((await p.chiama(chi, 'GET', '/sicurezza')).stato).toBe(403);
  const { corpo } = await p.chiama<DichiarazioneSicurezza>('rsp', 'GET', '/sicurezza');
  expect(new Set(corpo.misure.map((m) => m.ambito))).toEqual(
    new Set(['formazione', 'gestione', 'trasmissione', 'interscambio', 'accesso', 'conservazione']),
  );
  const valore = (misura: string) => corpo.misure.find((m) => m.misura === misura)?.valore;
  expect(valore('Blocco per inattività')).toBe('7 minuti');
  expect(valore('Indirizzo pubblico')).toBe('TLS, con HSTS');
  expect(valore('Posta in uscita')).toBe('cifrata (tls), certificato verificato');
  const dette = corpo.operazioni.map((o) => `${o.metodo} ${o.percorso} ${o.permesso}`);
  expect(dette).toEqual(rotteDichiarate(p.app).map((r) => `${r.metodo} ${r.url} ${r.permesso}`));
});

test('RN-11.8-2 a chi non è entrato nessun indirizzo pubblico dà nomi, nomi utente o indirizzi del personale', async () => {
  const personali = /Prova-|nomeUtente|cognome|@comune|@prova1/i;
  for (const { metodo, url, permesso } of rotteDichiarate(p.app)) {
    if (permesso !== 'pubblico') continue;
    if (metodo !== 'GET') continue;
    const risposta = await p.app.inject({
      url: indirizzo(url).replace('/*', '/'),
      headers: { accept: 'text/html, application/json' },
    });
    // The description of the API names the fields; of the people it says nothing.
    const testo = url.endsWith('openapi.json')
      ? risposta.body.replace(/nomeUtente|cognome/gi, '')
      : risposta.body;
    expect([url, personali.exec(testo)?.[0]]).toEqual([url, undefined]);
  }
  for (const url of [
    '/api/v1/utenti',
    '/api/v1/unita',
    '/api/v1/sessioni',
    `/api/v1/utenti/${p.ente.utenti.rsp.id}/sessioni`,
  ])
    expect((await p.app.inject({ url })).body).not.toMatch(personali);
});
