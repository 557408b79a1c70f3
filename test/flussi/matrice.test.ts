import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { permessi, permessiDelProfilo, permessiDelRuolo, rotteDichiarate } from '#autorizzazioni';
import { comeAgisce, compiti } from '../../src/app/jobs.ts';
import type { Matrice } from '../../src/persone/permessi/permessi.schema.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../support/prodotto-di-prova.ts';
import { PASSWORD_DI_PROVA, type UtenteDiProva } from '../support/ente-di-prova.ts';

let p: ProdottoDiProva;
beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

/** One letter for each person: profile, office, whether he heads it. */
const PERSONE: Record<string, UtenteDiProva> = {
  A: 'admin', // amministratore
  R: 'rsp', // responsabile, heads the Ufficio Protocollo
  O: 'operatore', // operatore, Ufficio Protocollo
  N: 'anagrafe', // operatore, another UOP
  G: 'ragioniere', // operatore, an office that does not register
  T: 'tecnico', // consultazione, heads a UU
  C: 'consultazione', // consultazione
  '-': 'nuovo', // no profile
};

/** Who has what, written apart from the programme: a permission without its line fails here. */
const ATTESI: Record<string, string> = {
  'registrazione.registra': 'RONG',
  'registrazione.consulta': 'RONGTC',
  'registrazione.modifica': 'RONG',
  'provvedimento.richiede': 'RONG',
  'provvedimento.autorizza': 'R',
  'esclusione.registra': 'RONG',
  'documento.carica': 'RONG',
  'documento.consulta': 'RONGTC',
  'modello.modifica': 'RONG',
  'consultazione.decide': 'RT',
  'coda.sottopone': 'RONG',
  'coda.protocolla': 'RO',
  'pec.spedisce': 'RO',
  'pec.legge': 'RONG',
  'pec.registra': 'RONG',
  'missiva.valuta': 'RONGT',
  'pec.configura': 'A',
  'registro.conferma-orologio': 'R',
  'registro.stato': 'AR',
  'registro.verifica': 'R',
  'registro.chiavi': 'R',
  'registro-giornaliero.consulta': 'RONGTC',
  'registro-giornaliero.vidima': 'RT',
  'calendario.gestisce': 'AR',
  'scrivania.consulta': 'RONGTC',
  'assegnazione.consulta': 'RONGTC',
  'assegnazione.assegna': 'RON',
  'assegnazione.lavora': 'RONGTC',
  'assegnazione.subassegna': 'RT',
  'assegnazione.regole': 'R',
  'fascicolo.consulta': 'RONGTC',
  'fascicolo.gestisce': 'RONG',
  'fascicolo.corregge': 'RONG',
  'titolario.consulta': 'RONGTC',
  'titolario.gestisce': 'R',
  'repertorio.consulta': 'RONGTC',
  'repertorio.gestisce': 'R',
  'suggerimento.consulta': 'RONG',
  'rubrica.consulta': 'RONGTC',
  'rubrica.modifica': 'RONG',
  'comunicazione.legge': 'RONGTC',
  'comunicazione.configura': 'AR',
  'organizzazione.consulta': 'ARONGTC',
  'organizzazione.gestisce': 'AR',
  'utente.consulta': 'AR',
  'utente.gestisce': 'A',
  'sostituzione.nomina': 'RONGTC',
  'autorizzazione.richiede': 'RT',
  'autorizzazione.concede': 'AR',
  'autorizzazione.decide': 'R',
  'delega.conferisce': 'R',
  'secondo-fattore.governa': 'AR',
  'sessione.gestisce': 'A',
  'politica.pubblica': 'R',
  'supervisione.consulta': 'R',
  'traccia.consulta': 'AR',
  'avviso.consulta': 'ARONG',
  'avviso.risolve': 'AR',
  'conservazione.consulta': 'R',
  'conservazione.versa': 'R',
  // Nobody of these: only who is appointed responsabile della conservazione (RN-37.3).
  'conservazione.decide': '',
  'conservazione.propone': 'R',
  'conservazione.decide-proposta': 'R',
  'conservazione.stato': 'AR',
  'conservazione.configura': 'A',
  'esportazione.esegue': 'R',
  'esportazione.legge': 'R',
  'configurazione.legge': 'AR',
  'configurazione.modifica': 'A',
  'chiave-api.gestisce': 'A',
};

const esempio = (url: string): string =>
  url
    .replace(':registro', 'PG')
    .replace(':anno', '2026')
    .replace(/:numero\b/, '1')
    .replace(/:[a-zA-Z]+/g, '00000000-0000-7000-8000-000000000000');

test('RN-A.20 profilo per operazione per ufficio: ogni rotta lascia passare chi la matrice dice, e nessun altro', async () => {
  expect(Object.keys(ATTESI).sort()).toEqual([...permessi].sort());
  const rotte = rotteDichiarate(p.app).filter(
    (r) => r.permesso !== 'pubblico' && r.permesso !== 'autenticato',
  );
  expect(rotte.length).toBeGreaterThan(120);
  const difetti: string[] = [];
  for (const [lettera, chi] of Object.entries(PERSONE)) {
    const accesso = await p.app.inject({
      method: 'POST',
      url: '/api/v1/sessione',
      payload: { utente: chi, password: PASSWORD_DI_PROVA },
    });
    const cookie = String(accesso.headers['set-cookie']).split(';')[0] ?? '';
    for (const { metodo, url, permesso } of rotte) {
      // As a stream: what never ends, like a flow of events, has answered when it begins.
      const risposta = await p.app.inject({
        method: metodo as 'GET',
        url: esempio(url),
        headers: { cookie },
        ...(metodo !== 'GET' && { payload: {} }),
        payloadAsStream: true,
      });
      const flusso = risposta.stream();
      const negata = risposta.statusCode === 403 && (await text(flusso)).includes('"autorizzazione.negata"');
      if (risposta.statusCode !== 403) flusso.destroy();
      const deve = (ATTESI[permesso] ?? '').includes(lettera);
      if (negata === deve) difetti.push(`${chi} ${metodo} ${url} (${permesso}): ${risposta.statusCode}`);
    }
  }
  expect(difetti).toEqual([]);
});

test('nessun lavoro in differita senza dire come chi agisce (parte di RN-71.1)', async () => {
  // The names only: none of them runs.
  expect(Object.keys(comeAgisce).sort()).toEqual(Object.keys(compiti({} as never)).sort());
});

test('la matrice che si legge è la stessa con cui si decide, e ogni permesso ha una descrizione e qualcuno che lo ha', async () => {
  const matrice = (await p.chiama<Matrice>('tecnico', 'GET', '/permessi')).corpo;
  const voci = matrice.gruppi.flatMap((g) => g.permessi);
  expect(voci.map((v) => v.permesso).sort()).toEqual([...permessi].sort());
  for (const v of voci) {
    expect(v.descrizione.length, v.permesso).toBeGreaterThan(8);
    expect(v.a.length, v.permesso).toBeGreaterThan(0);
    for (const [profilo, suoi] of Object.entries(permessiDelProfilo))
      expect([v.permesso, profilo, v.a.includes(profilo)]).toEqual([
        v.permesso,
        profilo,
        suoi.includes(v.permesso as never),
      ]);
    for (const [ruolo, suoi] of Object.entries(permessiDelRuolo))
      expect([v.permesso, ruolo, v.a.includes(ruolo)]).toEqual([
        v.permesso,
        ruolo,
        suoi.includes(v.permesso as never),
      ]);
  }
});
