import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inLettura } from '#platform/db';
import { arrivoDiCarta } from '../../test/support/carte-di-prova.ts';
import { fissaIstante, OrologioDiProva } from '../../test/support/orologio-di-prova.ts';
import { richiede } from '../../test/support/pacchetti.ts';
import { testoDelPdf } from '../../test/support/pdf.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import type { Elenco, Registrazione } from './registrazione.schema.ts';
import { verificaRegistro } from '#registro-verificabile';

const REGISTRO = '/registri/PG/registrazioni';

async function comeSuperutente(p: ProdottoDiProva, ...istruzioni: string[]): Promise<void> {
  const client = new pg.Client(p.banca.urlSuperutente);
  await client.connect();
  try {
    for (const istruzione of istruzioni) await client.query(istruzione);
  } finally {
    await client.end();
  }
}

async function difetti(p: ProdottoDiProva): Promise<unknown[]> {
  return (await inLettura(p.db, p.ente.enteId, (tx) => verificaRegistro(tx, p.ente.registroId))).difetti;
}

// One register whose time only goes forward: the tests are in order of the instants they set.
describe('il tempo legale', () => {
  const orologio = new OrologioDiProva();
  let p: ProdottoDiProva;

  beforeAll(async () => {
    p = await prodottoDiProva({ orologio });
    await comeSuperutente(p, `UPDATE registro SET silenzio_massimo = '100 years'`);
  });
  afterAll(() => p.chiudi());

  const registraAlle = async (iso: string): Promise<Registrazione> => {
    orologio.imposta(iso);
    await fissaIstante(p.banca.urlSuperutente, iso);
    const r = await p.chiama<Registrazione>('operatore', 'POST', REGISTRO, { corpo: arrivoDiCarta() });
    expect(r.stato, r.testo).toBe(201);
    return r.corpo;
  };
  const delGiorno = async (giorno: string): Promise<string[]> => {
    const r = await p.chiama<Elenco>('operatore', 'GET', `${REGISTRO}?dal=${giorno}&al=${giorno}`);
    return r.corpo.items.map((v) => `${v.numero}/${v.anno}`).reverse();
  };

  test('al ritorno dell’ora solare la stessa ora si ripete, e lo scostamento e i numeri la distinguono', async () => {
    const istanti = [
      '2026-10-24T23:59:59.999+02:00',
      '2026-10-25T02:30:00.000+02:00',
      '2026-10-25T02:30:00.000+01:00',
      '2026-10-25T23:59:59.999+01:00',
      '2026-10-26T00:00:00.000+01:00',
    ];
    for (const [i, istante] of istanti.entries()) {
      const r = await registraAlle(istante);
      expect(r).toMatchObject({ anno: 2026, numero: `000000${i + 1}`, dataRegistrazione: istante });
    }
    // A day of twenty-five hours holds all its registrations and no other's.
    expect(await delGiorno('2026-10-25')).toEqual(['0000002/2026', '0000003/2026', '0000004/2026']);
  });

  test('RN-52.2 il 31 dicembre alle 23:59:59.999 è l’ultimo numero dell’anno, a mezzanotte si riparte da 0000001', async () => {
    const ultimo = await registraAlle('2026-12-31T23:59:59.999+01:00');
    expect(ultimo).toMatchObject({ anno: 2026, numero: '0000006' });
    const primo = await registraAlle('2027-01-01T00:00:00.000+01:00');
    expect(primo).toMatchObject({ anno: 2027, numero: '0000001' });
    expect(primo.segnatura).toContain('n. 0000001/2027 del 01/01/2027 00:00:00');
    expect(await registraAlle('2027-01-01T00:00:00.001+01:00')).toMatchObject({
      anno: 2027,
      numero: '0000002',
    });
    expect(await delGiorno('2026-12-31')).toEqual(['0000006/2026']);
    expect(await delGiorno('2027-01-01')).toEqual(['0000001/2027', '0000002/2027']);
    for (const { anno, numero } of [ultimo, primo])
      expect((await p.chiama('operatore', 'GET', `${REGISTRO}/${anno}/${Number(numero)}`)).stato).toBe(200);
  });

  test('al passaggio all’ora legale l’ora che manca non è mai scritta', async () => {
    expect(await registraAlle('2027-03-28T00:59:59.999Z')).toMatchObject({
      numero: '0000003',
      dataRegistrazione: '2027-03-28T01:59:59.999+01:00',
    });
    const dopo = await registraAlle('2027-03-28T01:00:00.000Z');
    expect(dopo).toMatchObject({ numero: '0000004', dataRegistrazione: '2027-03-28T03:00:00.000+02:00' });
    expect(dopo.segnatura).toContain('del 28/03/2027 03:00:00');
    expect(await delGiorno('2027-03-28')).toEqual(['0000003/2027', '0000004/2027']);
  });

  test('il 29 febbraio è un giorno come gli altri, negli anni che l’hanno', async () => {
    const r = await registraAlle('2028-02-29T12:00:00.000+01:00');
    expect(r.dataRegistrazione).toBe('2028-02-29T12:00:00.000+01:00');
    expect(await delGiorno('2028-02-29')).toEqual(['0000001/2028']);
    expect(await delGiorno('2028-02-28')).toEqual([]);
    const conData = async (dataDocumento: string) =>
      await p.chiama<Registrazione>('operatore', 'POST', REGISTRO, {
        corpo: arrivoDiCarta({ dataDocumento }),
      });
    expect((await conData('2028-02-29')).corpo.dataDocumento).toBe('2028-02-29');
    expect((await conData('2027-02-29')).stato).toBe(422);
  });

  test('in qualunque successione di istanti l’anno è quello di Roma e i numeri ripartono con lui', async () => {
    const millisecondi = fc.integer({
      min: Date.parse('2029-01-01T00:00Z'),
      max: Date.parse('2060-01-01T00:00Z'),
    });
    // Half of the instants fall within an hour of a New Year in some zone of the world, where the year is easily wrong.
    const capodanno = fc
      .tuple(fc.integer({ min: 2030, max: 2059 }), fc.integer({ min: -7_200_000, max: 7_200_000 }))
      .map(([anno, scarto]) => Date.UTC(anno, 0, 1) + scarto);
    const istanti = fc.sample(fc.oneof(millisecondi, capodanno), 60).toSorted((a, b) => a - b);
    let prima: { anno: number; numero: number } | undefined;
    for (const istante of istanti) {
      const r = await registraAlle(new Date(istante).toISOString());
      expect(Date.parse(r.dataRegistrazione)).toBe(istante);
      const anno = Number(
        new Intl.DateTimeFormat('en', { timeZone: 'Europe/Rome', year: 'numeric' }).format(istante),
      );
      expect(r.anno, r.dataRegistrazione).toBe(anno);
      expect(Number(r.numero)).toBe(prima?.anno === anno ? prima.numero + 1 : 1);
      prima = { anno, numero: Number(r.numero) };
    }
    expect(await difetti(p)).toEqual([]);
  });
});

describe('il numero', () => {
  let p: ProdottoDiProva;
  beforeAll(async () => {
    p = await prodottoDiProva();
  });
  afterAll(() => p.chiudi());

  const registra = async (): Promise<Registrazione> => {
    const r = await p.chiama<Registrazione>('operatore', 'POST', REGISTRO, { corpo: arrivoDiCarta() });
    expect(r.stato, r.testo).toBe(201);
    return r.corpo;
  };

  test('RN-52.3 il numero ha almeno sette cifre: 1 è 0000001, dieci milioni è intero, ovunque compaia', async (t) => {
    richiede(t, 'poppler-utils');
    const primo = await registra();
    // Nine million registrations later: the counter is moved where no request can, with the guards of the database off.
    await comeSuperutente(
      p,
      `SET session_replication_role = replica`,
      `INSERT INTO registrazione (id, ente_id, registro_id, anno, numero, istante, flusso, oggetto, supporto, esemplare,
         esemplare_unico, segnatura, segnatura_dati, impronta_segnatura, token, operatore, unita_id)
       SELECT uuid_v7(), ente_id, registro_id, anno, 9999999, istante, flusso, oggetto, supporto, esemplare,
         esemplare_unico, segnatura, segnatura_dati, impronta_segnatura, 'nove-milioni', operatore, unita_id FROM registrazione`,
      `UPDATE contatore SET ultimo = 9999999`,
    );
    const milionesimo = await registra();
    for (const [r, numero] of [
      [primo, '0000001'],
      [milionesimo, '10000000'],
    ] as const) {
      const indirizzo = `${REGISTRO}/${r.anno}/${Number(numero)}`;
      expect(r.numero).toBe(numero);
      expect(r._links.self?.href).toBe(`/api/v1${indirizzo}`);
      expect(r.segnatura).toContain(` n. ${numero}/${r.anno} `);
      expect((await p.chiama<Registrazione>('operatore', 'GET', indirizzo)).corpo.numero).toBe(numero);
      const ricevuta = await p.chiama('operatore', 'GET', `${indirizzo}/ricevuta.pdf`);
      expect(testoDelPdf(ricevuta.byte)).toContain(numero);
      const etichetta = await p.chiama('operatore', 'GET', `${indirizzo}/etichetta.pdf`);
      expect(testoDelPdf(etichetta.byte)).toContain(numero);
      expect((await p.chiama('operatore', 'GET', `${indirizzo}/etichetta.zpl`)).testo).toContain(numero);
    }
    const elenco = await p.chiama<Elenco>('operatore', 'GET', REGISTRO);
    expect(elenco.corpo.items.map((v) => v.numero)).toEqual(['10000000', '0000001']);
  });
});
