import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apriDiProva, registraDiProva } from '../../../test/support/fascicoli-di-prova.ts';
import { fissaIstante, OrologioDiProva } from '../../../test/support/orologio-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../../test/support/prodotto-di-prova.ts';
import type { ElencoPiani, EsitoPiano, PianoIntero, Scadenza, Scartabili } from './piani.schema.ts';
import type { NodoTitolario, TitolarioInUso } from '../titolario.schema.ts';

const orologio = new OrologioDiProva();
let p: ProdottoDiProva;
beforeAll(async () => {
  p = await prodottoDiProva({ orologio });
  const client = new pg.Client(p.banca.urlSuperutente);
  await client.connect();
  await client.query(`UPDATE registro SET silenzio_massimo = '100 years'`);
  await client.end();
  await ilGiorno('2020-06-15');
});
afterAll(() => p.chiudi());

async function ilGiorno(giorno: string): Promise<void> {
  orologio.imposta(`${giorno}T12:00:00+02:00`);
  await fissaIstante(p.banca.urlSuperutente, `${giorno}T12:00:00+02:00`);
}

type Problema = { codice: string; status: number; dati?: { scartate?: string[] } };
const carica = (corpo: object) =>
  p.chiama<EsitoPiano & Problema>('rsp', 'POST', '/piani-conservazione', { corpo });
const elenco = async () => (await p.chiama<ElencoPiani>('operatore', 'GET', '/piani-conservazione')).corpo;
const scadenza = (domanda: Record<string, string>) =>
  p.chiama<Scadenza & Problema>(
    'operatore',
    'GET',
    `/piani-conservazione/scadenza?${new URLSearchParams(domanda).toString()}`,
  );

async function nodo(codice: string): Promise<NodoTitolario | undefined> {
  const { corpo } = await p.chiama<TitolarioInUso>('operatore', 'GET', '/titolario');
  return corpo.items.flatMap((t) => [t, ...t.figli]).find((n) => n.codice === codice);
}

test('RN-A.19 ogni classe del titolario ha un tempo di conservazione, o è segnalata come mancante', async () => {
  const senza = await elenco();
  expect(senza.items).toEqual([]);
  expect(senza.mancanti).toHaveLength(126);
  expect(senza.mancanti[0]).toEqual({ codice: 'I.1', denominazione: 'Legislazione e circolari esplicative' });
  const { stato } = await carica({
    denominazione: 'Piano parziale',
    fonte: 'Prova',
    inVigoreDal: '2016-01-01',
    righe: [
      ...['II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'].map((codice) => ({
        codice,
        anni: 5,
      })),
      ...Array.from({ length: 16 }, (_, i) => ({ codice: `I.${i + 1}`, anni: [5, 10, 15, 20][i % 4] })),
      { codice: 'XIII', permanente: true },
    ],
  });
  expect(stato).toBe(201);
  expect((await elenco()).mancanti).toEqual([
    { codice: 'I.17', denominazione: 'Associazionismo e partecipazione' },
    { codice: 'XIV', denominazione: 'Oggetti diversi' },
  ]);
  expect((await nodo('I.2'))?.conservazione).toEqual({ anni: 10, permanente: false, ereditata: false });
  expect((await nodo('V.1'))?.conservazione).toEqual({ anni: 5, permanente: false, ereditata: true });
  expect((await nodo('XIII.1'))?.conservazione).toEqual({ permanente: true, ereditata: true });
  expect((await nodo('XIV'))?.conservazione).toBeUndefined();
});

test('RN-41.2 un piano si carica come versione, con la sua fonte; ciò che il titolario non ha è detto, e il piano non cambia più', async () => {
  const csv =
    'Codice;Voce;Tempo di conservazione;Note\r\n' +
    'VI.3;;10 anni;edilizia\r\n' +
    'IV.8;Concessioni cimiteriali;illimitato;\r\n' +
    'IV.8;;20;\r\n' +
    'VI.3;;5;\r\n' +
    'XX.1;;5;\r\n' +
    'IV.8;Voce che non c’è;5;\r\n' +
    'VI.4;;boh;\r\n';
  const corpo = {
    denominazione: 'Piano dei Comuni, versione di prova',
    fonte: 'Modello del Ministero per i beni e le attività culturali, tabella di prova',
    inVigoreDal: '2017-01-01',
    csv,
  };
  const operatore = await p.chiama('operatore', 'POST', '/piani-conservazione', { corpo });
  expect(operatore.stato).toBe(403);
  const caricato = await carica(corpo);
  expect(caricato.stato).toBe(201);
  expect(caricato.corpo).toMatchObject({
    piano: { denominazione: corpo.denominazione, fonte: corpo.fonte, corrente: true, regole: 5 },
    nonAbbinate: ['XX.1', 'IV.8 Voce che non c’è'],
    scartate: ['riga 8: VI.4 «boh»', 'VI.3: ripetuta'],
  });
  const intero = await p.chiama<PianoIntero>(
    'operatore',
    'GET',
    `/piani-conservazione/${caricato.corpo.piano.id}`,
  );
  expect(intero.corpo.righe).toEqual([
    { codice: 'VI.3', anni: 10, permanente: false, nota: 'edilizia', abbinata: true },
    { codice: 'IV.8', voce: 'Concessioni cimiteriali', permanente: true, abbinata: true },
    { codice: 'IV.8', anni: 20, permanente: false, abbinata: true },
    { codice: 'XX.1', anni: 5, permanente: false, abbinata: false },
    { codice: 'IV.8', voce: 'Voce che non c’è', anni: 5, permanente: false, abbinata: false },
  ]);
  const { items } = await elenco();
  expect(items.map((x) => [x.denominazione, x.corrente])).toEqual([
    [corpo.denominazione, true],
    ['Piano parziale', false],
  ]);
  // The version before still answers for its own days.
  expect(
    (await scadenza({ classificazione: 'V.1', chiusoIl: '2016-03-01', al: '2016-12-31' })).corpo,
  ).toMatchObject({
    anni: 5,
    piano: 'Piano parziale',
  });
  expect((await scadenza({ classificazione: 'V.1', chiusoIl: '2016-03-01' })).corpo).toMatchObject({
    status: 404,
    codice: 'piano.senza-regola',
  });
  expect((await carica(corpo)).corpo).toMatchObject({ status: 409, codice: 'piano.nome-gia-usato' });
  const superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  await expect(superutente.query('UPDATE piano_regola SET anni = 1')).rejects.toMatchObject({
    code: 'TB001',
  });
  await superutente.end();
});

test('RN-41.1 con dieci anni, il fascicolo chiuso nel 2020 si può scartare dopo il 31/12/2030; quello permanente mai', async () => {
  await carica({
    denominazione: 'Piano 2020',
    fonte: 'Prova',
    inVigoreDal: '2020-01-01',
    righe: [
      { codice: 'VI.3', anni: 10 },
      { codice: 'IV.8', voce: 'Concessioni cimiteriali', permanente: true },
      { codice: 'IV.8', anni: 1 },
    ],
  });
  const decennale = await apriDiProva(p, 'operatore', { classificazione: 'VI.3' });
  const nodoPatrimonio = await nodo('IV.8');
  const voce = nodoPatrimonio?.figli.find((f) => f.denominazione === 'Concessioni cimiteriali')?.id ?? '';
  const permanente = await apriDiProva(p, 'operatore', { classificazione: 'IV.8', voce });
  const annuale = await apriDiProva(p, 'operatore', { classificazione: 'IV.8' });
  const aperto = await apriDiProva(p, 'operatore', { classificazione: 'IV.8' });
  for (const { numero } of [decennale, permanente, annuale]) {
    const documento = await registraDiProva(p, 'operatore');
    await p.chiama('operatore', 'POST', `/fascicoli/${numero}/documenti`, {
      corpo: { registrazione: documento },
    });
    expect((await p.chiama('operatore', 'POST', `/fascicoli/${numero}/chiusura`, { corpo: {} })).stato).toBe(
      200,
    );
  }
  const scartabili = async (al: string) => {
    const { corpo } = await p.chiama<Scartabili>('rsp', 'GET', `/piani-conservazione/scartabili?al=${al}`);
    expect(corpo.totale).toBe(corpo.items.length);
    return corpo.items.map((f) => f.fascicolo);
  };
  expect(await scartabili('2021-12-31')).toEqual([]);
  expect(await scartabili('2022-01-01')).toEqual([annuale.numero]);
  expect(await scartabili('2030-12-31')).toEqual([annuale.numero]);
  expect(await scartabili('2031-01-01')).toEqual([annuale.numero, decennale.numero]);
  expect(await scartabili('2999-12-31')).toEqual([annuale.numero, decennale.numero]);
  expect(aperto.numero).not.toBe('');

  const chiusoIl = '2020-06-15';
  expect((await scadenza({ classificazione: 'VI.3', chiusoIl, al: '2030-12-31' })).corpo).toEqual({
    permanente: false,
    anni: 10,
    conservareFino: '2030-12-31',
    scartabile: false,
    piano: 'Piano 2020',
  });
  expect((await scadenza({ classificazione: 'VI.3', chiusoIl, al: '2031-01-01' })).corpo.scartabile).toBe(
    true,
  );
  expect(
    (await scadenza({ classificazione: 'IV.8', voce: 'concessioni cimiteriali', chiusoIl, al: '2999-01-01' }))
      .corpo,
  ).toEqual({ permanente: true, scartabile: false, piano: 'Piano 2020' });
});

test('un piano senza righe leggibili, o con righe che dicono due cose, è rifiutato', async () => {
  const base = { denominazione: 'Vuoto', fonte: 'Prova', inVigoreDal: '2020-01-01' };
  expect((await carica(base)).corpo).toMatchObject({ status: 422, codice: 'piano.senza-righe' });
  const ambigua = await carica({
    ...base,
    righe: [{ codice: 'VI.3', anni: 5, permanente: true }, { codice: 'VI.4' }],
  });
  expect(ambigua.corpo.dati?.scartate).toEqual([
    'VI.3: né anni né permanente, o tutti e due',
    'VI.4: né anni né permanente, o tutti e due',
  ]);
});
