import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inLettura, inTransazione } from '#platform/db';
import { contestoDiProva, creaEnteDiProva } from '../../test/support/ente-di-prova.ts';
import { apriDiProva, nuovoFascicolo } from '../../test/support/fascicoli-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { apriFascicolo } from './apri-fascicolo.ts';
import { elencaFascicoli } from './elenca-fascicoli.ts';
import type { ElencoFascicoli, Fascicolo, NuovoFascicolo } from './fascicoli.schema.ts';

let p: ProdottoDiProva;
beforeAll(async () => {
  p = await prodottoDiProva();
  for (const [classificazione, oggetto] of [
    ['VI.3', 'Ampliamento della città vecchia'],
    ['VI.3', 'Permesso per il chiosco in piazza'],
    ['IV.8', 'Alienazione del magazzino comunale'],
  ])
    await apriDiProva(p, 'operatore', { classificazione, oggetto, denominazione: oggetto });
  await apriDiProva(p, 'anagrafe', {
    tipo: 'persona-fisica',
    classificazione: 'III.1',
    denominazione: 'Fascicolo personale',
    oggetto: 'Fascicolo personale',
    rpa: p.ente.utenti.rsp.id,
    intestatario: { tipo: 'PF', nome: 'Ludovica', cognome: 'Zanichelli', codiceFiscale: 'ZNCLVC80A41H501W' },
  });
  await p.chiama('operatore', 'POST', '/fascicoli/1/sottofascicoli', {
    corpo: { denominazione: 'Pareri della soprintendenza', oggetto: 'Pareri' },
  });
});
afterAll(() => p.chiudi());

const trova = async (domanda: string): Promise<string[]> => {
  const r = await p.chiama<ElencoFascicoli>('operatore', 'GET', `/fascicoli?${domanda}`);
  expect(r.stato, r.testo).toBe(200);
  return r.corpo.items.map((f) => f.numero);
};

test('si trova per parole in qualsiasi forma, accenti o no, anche solo iniziate, e per numero', async () => {
  expect(await trova('q=citta')).toEqual(['1']);
  expect(await trova('q=permessi')).toEqual(['2']);
  expect(await trova('q=magaz')).toEqual(['3']);
  expect(await trova('q=zanichelli')).toEqual(['4']);
  expect(await trova('q=ZNCLVC80A41H501W')).toEqual(['4']);
  expect(await trova('q=3')).toEqual(['3']);
  expect(await trova('q=soprintendenza')).toEqual(['1.1']);
  expect(await trova('q=inesistente')).toEqual([]);
});

test('i filtri stanno insieme, e senza parole l’elenco è dei soli fascicoli', async () => {
  expect(await trova('')).toEqual(['4', '3', '2', '1']);
  expect(await trova('classificazione=VI')).toEqual(['2', '1']);
  expect(await trova('classificazione=VI&q=chiosco')).toEqual(['2']);
  expect(await trova('tipo=persona-fisica')).toEqual(['4']);
  expect(await trova('ufficio=anagrafe')).toEqual(['4']);
  expect(await trova('ufficio=inesistente')).toEqual([]);
  expect(await trova(`rpa=${p.ente.utenti.rsp.id}`)).toEqual(['4']);
  expect(await trova('stato=chiuso')).toEqual([]);
  expect(await trova('anno=2001')).toEqual([]);
});

test('a pagine si trovano tutti una volta, e un cursore d’altri è rifiutato', async () => {
  const visti: string[] = [];
  let cursor = '';
  do {
    const { corpo } = await p.chiama<ElencoFascicoli>(
      'operatore',
      'GET',
      `/fascicoli?limit=1${cursor && `&cursor=${cursor}`}`,
    );
    expect(corpo.totale).toBe(4);
    visti.push(...corpo.items.map((f) => f.numero));
    cursor = corpo.cursor ?? '';
  } while (cursor);
  expect(visti).toEqual(['4', '3', '2', '1']);
  for (const falso of ['x', Buffer.from('[1]').toString('base64url'), Buffer.from('{').toString('base64url')])
    expect((await p.chiama('operatore', 'GET', `/fascicoli?cursor=${falso}`)).stato).toBe(422);
});

test('un altro ente non trova nulla di questo, e chi non parla per nessuno non trova nulla', async () => {
  const altro = await creaEnteDiProva(p.banca.urlSuperutente, 2);
  const ctx = await contestoDiProva(p.db, altro, 'operatore');
  const elenco = () => inLettura(p.db, altro.enteId, (tx) => elencaFascicoli(tx, ctx, {}));
  expect(await elenco()).toMatchObject({ items: [], totale: 0 });
  const numero = await inTransazione(p.db, altro.enteId, (tx) =>
    apriFascicolo(tx, ctx, nuovoFascicolo() as NuovoFascicolo, new Date()),
  );
  // Each ente has a sequence of its own.
  expect(numero).toBe('1');
  expect((await elenco()).items.map((f) => f.denominazione)).toEqual(['Permesso di costruire Rossi']);
  expect((await p.chiama<Fascicolo>('operatore', 'GET', '/fascicoli/1')).corpo.oggetto).toBe(
    'Ampliamento della città vecchia',
  );
  const candidati = await inLettura(p.db, altro.enteId, (tx) =>
    sql<{
      id: string;
    }>`SELECT id FROM candidati_fascicoli(ARRAY[${altro.unita.protocollo.id}::uuid], 'Chiosco in piazza',
      NULL, ARRAY['ZNCLVC80A41H501W'], ARRAY['Zanichelli Ludovica'], 20)`.execute(tx),
  );
  expect(candidati.rows).toEqual([]);
  const nessuno = await inLettura(p.db, '00000000-0000-7000-8000-000000000000', (tx) =>
    sql<{
      totale: number;
    }>`SELECT totale FROM cerca_fascicoli('{}', '{}', NULL, NULL, 'recenti', NULL, 10)`.execute(tx),
  );
  expect(nessuno.rows[0]?.totale).toBe(0);
});
