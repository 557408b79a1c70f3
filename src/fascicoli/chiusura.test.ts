import { parse } from 'csv-parse/sync';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apriDiProva, registraDiProva } from '../../test/support/fascicoli-di-prova.ts';
import { fissaIstante, OrologioDiProva } from '../../test/support/orologio-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import type { ElencoFascicoli, Fascicolo, RepertorioFascicoli, StoriaFascicolo } from './fascicoli.schema.ts';

type Problema = { codice: string };

// One register whose time only goes forward: the tests are in order of the instants they set.
const orologio = new OrologioDiProva();
let p: ProdottoDiProva;
beforeAll(async () => {
  p = await prodottoDiProva({ orologio });
  const client = new pg.Client(p.banca.urlSuperutente);
  await client.connect();
  await client.query(`UPDATE registro SET silenzio_massimo = '100 years'`);
  await client.end();
});
afterAll(() => p.chiudi());

async function alle(iso: string): Promise<void> {
  orologio.imposta(iso);
  await fissaIstante(p.banca.urlSuperutente, iso);
}
const chiudi = (numero: string, corpo: object = {}) =>
  p.chiama<Fascicolo & Problema>('operatore', 'POST', `/fascicoli/${numero}/chiusura`, { corpo });
const riapri = (numero: string, motivo?: string) =>
  p.chiama<Fascicolo & Problema>('operatore', 'POST', `/fascicoli/${numero}/riapertura`, {
    corpo: { motivo },
  });

test('RN-44.3 chiuso il 30 giugno con l’ultimo documento del 12, la data di chiusura è il 12; dopo non entra più nulla', async () => {
  await alle('2027-05-03T09:00:00+02:00');
  const f = await apriDiProva(p, 'operatore');
  const primo = await registraDiProva(p, 'operatore');
  await p.chiama('operatore', 'POST', `/fascicoli/${f.numero}/documenti`, {
    corpo: { registrazione: primo },
  });
  const sotto = await p.chiama<Fascicolo>('operatore', 'POST', `/fascicoli/${f.numero}/sottofascicoli`, {
    corpo: { denominazione: 'Pareri', oggetto: 'Pareri' },
  });
  await alle('2027-06-12T11:30:00+02:00');
  const ultimo = await registraDiProva(p, 'operatore');
  await p.chiama('operatore', 'POST', `/fascicoli/${sotto.corpo.numero}/documenti`, {
    corpo: { registrazione: ultimo },
  });
  await alle('2027-06-30T17:00:00+02:00');
  const chiuso = await chiudi(f.numero);
  expect(chiuso.corpo).toMatchObject({
    stato: 'chiuso',
    dataChiusura: '2027-06-12',
    chiusoIl: '2027-06-30T17:00:00.000+02:00',
    contenuti: [{ stato: 'chiuso', dataChiusura: '2027-06-12' }],
  });
  const altro = await registraDiProva(p, 'operatore');
  for (const dove of [f.numero, sotto.corpo.numero]) {
    const r = await p.chiama<Problema>('operatore', 'POST', `/fascicoli/${dove}/documenti`, {
      corpo: { registrazione: altro },
    });
    expect([r.stato, r.corpo.codice]).toEqual([409, 'fascicolo.chiuso']);
  }
  await expect(registraDiProva(p, 'operatore', { fascicoli: [f.numero] })).rejects.toThrow(
    'fascicolo-chiuso',
  );
  expect((await chiudi(f.numero)).corpo.codice).toBe('fascicolo.chiuso');
  for (const corpo of [{ oggetto: 'Altro' }, { rpa: p.ente.utenti.rsp.id }, { dati: { a: 1 } }])
    expect(
      (
        await p.chiama<Problema>('operatore', 'PATCH', `/fascicoli/${f.numero}`, {
          corpo: { versione: chiuso.corpo.versione, ...corpo },
        })
      ).corpo.codice,
    ).toBe('fascicolo.chiuso');
  // Where it is kept is recorded also afterwards.
  const spostato = await p.chiama<Fascicolo>('operatore', 'PATCH', `/fascicoli/${f.numero}`, {
    corpo: { versione: chiuso.corpo.versione, luogo: 'Deposito' },
  });
  expect(spostato.corpo.luogo).toBe('Deposito');
});

test('si riapre soltanto con un motivo, che resta nella storia con la data di chiusura di prima', async () => {
  await alle('2027-07-01T10:00:00+02:00');
  const numero = '1';
  expect((await riapri(numero)).stato).toBe(422);
  expect((await riapri(numero, '   ')).stato).toBe(422);
  expect((await riapri('1.1', 'Manca un parere')).corpo.codice).toBe('fascicolo.contenitore-chiuso');
  const aperto = await riapri(numero, 'Manca un parere');
  expect(aperto.corpo).toMatchObject({ stato: 'aperto', contenuti: [{ stato: 'aperto' }] });
  expect(aperto.corpo.dataChiusura).toBeUndefined();
  expect((await riapri(numero, 'Manca un parere')).corpo.codice).toBe('fascicolo.aperto');
  const { corpo } = await p.chiama<StoriaFascicolo>('operatore', 'GET', `/fascicoli/${numero}/storia`);
  expect(corpo.items[0]).toMatchObject({
    tipo: 'riapertura',
    motivo: 'Manca un parere',
    prima: { dataChiusura: '2027-06-12' },
    istante: '2027-07-01T10:00:00.000+02:00',
    attore: expect.stringContaining('operatore') as string,
  });
  expect(corpo.items.map((e) => e.tipo)).toEqual([
    'riapertura',
    'modifica',
    'chiusura',
    'sottofascicolo',
    'inserimento',
    'apertura',
  ]);
});

test('RN-44.3-2 l’elenco dei chiusi è in ordine di classe, poi di data di chiusura', async () => {
  await alle('2027-07-02T10:00:00+02:00');
  const conClasse = async (classificazione: string): Promise<string> => {
    const f = await apriDiProva(p, 'operatore', { classificazione });
    await p.chiama('operatore', 'POST', `/fascicoli/${f.numero}/documenti`, {
      corpo: { registrazione: await registraDiProva(p, 'operatore', { classificazione }) },
    });
    return f.numero;
  };
  // X comes after IX and II before both, whatever the letters say.
  for (const [giorno, classi] of [
    ['03', ['X.1', 'II.1', 'IX.1']],
    ['05', ['IX.1', 'II.1']],
  ] as const) {
    await alle(`2027-07-${giorno}T10:00:00+02:00`);
    for (const classe of classi) {
      const numero = await conClasse(classe);
      expect((await chiudi(numero)).corpo.dataChiusura).toBe(`2027-07-${giorno}`);
    }
  }
  const pagine: [string, string][] = [];
  let cursor = '';
  do {
    const { corpo } = await p.chiama<ElencoFascicoli>(
      'operatore',
      'GET',
      `/fascicoli?stato=chiuso&limit=2${cursor && `&cursor=${cursor}`}`,
    );
    pagine.push(
      ...corpo.items.map((f): [string, string] => [f.classificazione.codice, f.dataChiusura ?? '']),
    );
    cursor = corpo.cursor ?? '';
  } while (cursor);
  expect(pagine).toEqual([
    ['II.1', '2027-07-03'],
    ['II.1', '2027-07-05'],
    ['IX.1', '2027-07-03'],
    ['IX.1', '2027-07-05'],
    ['X.1', '2027-07-03'],
  ]);
});

describe('numerazione', () => {
  test('RN-42b.2 in due anni e in due classi i numeri sono tutti diversi: il 1° gennaio non si ricomincia', async () => {
    await alle('2027-12-31T23:59:59.999+01:00');
    const ultimo = await apriDiProva(p, 'operatore', { classificazione: 'VI.3' });
    await alle('2028-01-01T00:00:00.000+01:00');
    const primo = await apriDiProva(p, 'operatore', { classificazione: 'IV.8' });
    const altro = await apriDiProva(p, 'anagrafe', { classificazione: 'VI.3' });
    expect([ultimo.anno, primo.anno, altro.anno]).toEqual([2027, 2028, 2028]);
    expect([primo, altro].map((f) => Number(f.numero))).toEqual([
      Number(ultimo.numero) + 1,
      Number(ultimo.numero) + 2,
    ]);
    const tutti = await p.chiama<ElencoFascicoli>('operatore', 'GET', '/fascicoli?limit=200');
    const numeri = tutti.corpo.items.map((f) => Number(f.numero));
    expect(numeri.toReversed()).toEqual(numeri.map((_, i) => i + 1));
  });
});

test('RN-46.1 RN-46.1a RN-46.1b RN-46.1c RN-46.1d RN-46.1e il repertorio di un anno ha tutti i fascicoli con i loro dati, per classe e numero', async () => {
  await alle('2030-02-01T10:00:00+01:00');
  const aperti: Fascicolo[] = [];
  for (const classificazione of ['X.1', 'II.1', 'X.1', 'IX.1'])
    aperti.push(
      await apriDiProva(p, 'operatore', {
        classificazione,
        oggetto: `Oggetto di ${classificazione}; «con» "virgolette"`,
      }),
    );
  const [x1, ii1, x2, ix1] = aperti.map((f) => f.numero);
  for (const dove of [x2, `${x2}.1`])
    await p.chiama('operatore', 'POST', `/fascicoli/${dove}/sottofascicoli`, {
      corpo: { denominazione: 'Parte', oggetto: `Oggetto della parte di ${dove}` },
    });
  await alle('2031-03-01T10:00:00+01:00');
  await p.chiama('operatore', 'POST', `/fascicoli/${ix1}/documenti`, {
    corpo: { registrazione: await registraDiProva(p, 'operatore', { classificazione: 'IX.1' }) },
  });
  await chiudi(ix1 ?? '');
  const { corpo } = await p.chiama<RepertorioFascicoli>(
    'operatore',
    'GET',
    '/repertorio-fascicoli?anno=2030',
  );
  expect(corpo.items.map((v) => [v.numero, v.sottofascicolo])).toEqual([
    [ii1, undefined],
    [ix1, undefined],
    [x1, undefined],
    [x2, undefined],
    [x2, '1'],
    [x2, '1.1'],
  ]);
  for (const v of corpo.items) expect(v.annoCreazione).toBe(2030);
  expect(corpo.items[1]).toMatchObject({ annoChiusura: 2031, dataChiusura: '2031-03-01' });
  expect(corpo.items[0]?.annoChiusura).toBeUndefined();
  expect(corpo.items[0]?.classificazione.percorso.map((v) => v.codice)).toEqual(['II', 'II.1']);
  expect(corpo.items[0]?.classificazione.percorso.every((v) => v.denominazione !== '')).toBe(true);
  expect(corpo.items[4]).toMatchObject({
    oggetto: 'Oggetto di X.1; «con» "virgolette"',
    oggettoSottofascicolo: `Oggetto della parte di ${x2}`,
  });
  const csv = await p.chiama('operatore', 'GET', '/repertorio-fascicoli.csv?anno=2030');
  expect(csv.intestazioni['content-type']).toContain('text/csv');
  const righe = parse<Record<string, string>>(csv.testo, { bom: true, columns: true, delimiter: ';' });
  expect(
    righe.map((r) => [
      r['Numero fascicolo'],
      r['Numero sottofascicolo'],
      r['Anno di creazione'],
      r['Anno di chiusura'],
    ]),
  ).toEqual([
    [ii1, '', '2030', ''],
    [ix1, '', '2030', '2031'],
    [x1, '', '2030', ''],
    [x2, '', '2030', ''],
    [x2, '1', '2030', ''],
    [x2, '1.1', '2030', ''],
  ]);
  expect(righe[4]?.['Oggetto del sottofascicolo']).toBe(`Oggetto della parte di ${x2}`);
  expect(righe[0]?.['Oggetto del fascicolo']).toBe('Oggetto di II.1; «con» "virgolette"');
  expect(righe[0]?.['Classificazione']).toMatch(/^II\.1 /);
});
