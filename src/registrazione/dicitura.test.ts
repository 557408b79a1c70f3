import { afterAll, beforeAll, expect, test } from 'vitest';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { arrivoDiCarta, pdfDiProva } from '../../test/support/carte-di-prova.ts';
import { testoDelPdf } from '../../test/support/leggi-stampe.ts';
import { richiede } from '../../test/support/pacchetti.ts';
import type { Registrazione } from './registrazione.schema.ts';

let p: ProdottoDiProva;

beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

type Errore = { codice: string };
const registra = (corpo: unknown) =>
  p.chiama<Registrazione & Errore>('operatore', 'POST', '/registri/PG/registrazioni', { corpo });
const via = (r: Registrazione) => `/registri/PG/registrazioni/${r.anno}/${Number(r.numero)}`;
const leggi = async (r: Registrazione) => (await p.chiama<Registrazione>('operatore', 'GET', via(r))).corpo;
const etichetta = async (r: Registrazione) =>
  testoDelPdf((await p.chiama('operatore', 'GET', `${via(r)}/etichetta.pdf`)).byte);

test('RN-66.1 un documento anonimo è registrato con MITTENTE ANONIMO, anche sull’etichetta', async (t) => {
  richiede(t, 'poppler-utils');
  const r = await registra(arrivoDiCarta({ mittente: undefined, anonimo: true }));
  expect(r.stato).toBe(201);
  const letta = await leggi(r.corpo);
  expect(letta.mittenti.map((m) => m.nominativo)).toEqual(['MITTENTE ANONIMO']);
  expect(letta.diciture).toEqual(['MITTENTE ANONIMO']);
  expect(await etichetta(r.corpo)).toContain('MITTENTE ANONIMO');
  expect((await registra(arrivoDiCarta({ anonimo: true }))).corpo.codice).toBe(
    'registrazione.anonimo-con-mittente',
  );
});

test('RN-66.2 un documento con mittente ma senza firma porta DOCUMENTO NON SOTTOSCRITTO e conserva il mittente', async (t) => {
  richiede(t, 'poppler-utils');
  const r = await registra(arrivoDiCarta({ nonSottoscritto: true }));
  const letta = await leggi(r.corpo);
  expect([letta.mittenti[0]?.nominativo, letta.diciture]).toEqual([
    'Rossi Maria',
    ['DOCUMENTO NON SOTTOSCRITTO'],
  ]);
  expect(await etichetta(r.corpo)).toContain('DOCUMENTO NON SOTTOSCRITTO');
});

test('RN-61.1 la copia digitale di un cartaceo già registrato ha un numero suo', async () => {
  const cartaceo = await registra(arrivoDiCarta());
  const id = await p.carica('operatore', 'copia.pdf', pdfDiProva());
  const copia = await registra({
    ...arrivoDiCarta(),
    supporto: undefined,
    analogico: undefined,
    documentoPrincipale: id,
    copiaDi: { anno: cartaceo.corpo.anno, numero: Number(cartaceo.corpo.numero) },
  });
  expect([copia.stato, Number(copia.corpo.numero)]).toEqual([201, Number(cartaceo.corpo.numero) + 1]);
});

test('RN-61.1-2 la copia porta la dicitura con data e numero veri del cartaceo, e il collegamento si vede da entrambi', async () => {
  const cartaceo = (await registra(arrivoDiCarta())).corpo;
  const id = await p.carica('operatore', 'copia.pdf', pdfDiProva());
  const { corpo: copia } = await registra({
    ...arrivoDiCarta(),
    supporto: undefined,
    analogico: undefined,
    documentoPrincipale: id,
    copiaDi: { anno: cartaceo.anno, numero: Number(cartaceo.numero) },
  });
  const [anno, mese, giorno] = cartaceo.dataRegistrazione.slice(0, 10).split('-');
  expect(copia.diciture).toEqual([
    `ARRIVATO CARTACEO E PROTOCOLLATO IN DATA ${giorno}/${mese}/${anno} AL N. ${cartaceo.numero}`,
  ]);
  expect((await leggi(copia)).collegamenti).toMatchObject([
    { tipo: 'copia-di-cartaceo', verso: 'a', numero: cartaceo.numero },
  ]);
  expect((await leggi(cartaceo)).collegamenti).toMatchObject([
    { tipo: 'copia-di-cartaceo', verso: 'da', numero: copia.numero },
  ]);
});

test('RN-69.1 allegati dichiarati e pervenuti si confrontano: la differenza è annotata e non ferma la registrazione', async () => {
  const r = await registra(
    arrivoDiCarta({ allegatiDichiarati: 3, allegati: [{ descrizione: 'Carta d’identità' }] }),
  );
  expect([r.stato, r.corpo.avvisi]).toEqual([201, ['Allegati dichiarati 3, pervenuti 1.']]);
  const letta = await leggi(r.corpo);
  expect([letta.allegatiDichiarati, letta.avvisi]).toEqual([3, ['Allegati dichiarati 3, pervenuti 1.']]);
});

test('RN-12.3a l’oggetto è uno solo, non vuoto, non breve, non generico', async () => {
  for (const [oggetto, codice] of [
    ['', 'oggetto-mancante'],
    ['abc', 'oggetto-breve'],
    ['Varie', 'oggetto-generico'],
    ['  COMUNICAZIONE.', 'oggetto-generico'],
  ] as const) {
    expect([oggetto, (await registra(arrivoDiCarta({ oggetto }))).corpo.codice]).toEqual([
      oggetto,
      `registrazione.${codice}`,
    ]);
  }
  expect((await registra({ ...arrivoDiCarta(), oggetto: ['Uno', 'Due'] })).stato).toBe(422);
  expect((await registra(arrivoDiCarta({ oggetto: 'Comunicazione di inizio lavori' }))).stato).toBe(201);
});

test('un documento dichiara il suo supporto e, se analogico, originale o copia, unico o no (parte di RN-A.11)', async () => {
  const r = await registra(
    arrivoDiCarta({ analogico: { esemplare: 'copia', unico: false, disponibile: true } }),
  );
  expect(await leggi(r.corpo)).toMatchObject({
    supporto: 'analogico',
    analogico: { esemplare: 'copia', unico: false },
  });
  expect((await registra({ ...arrivoDiCarta(), analogico: { disponibile: true } })).stato).toBe(422);
});
