import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { arrivoDiCarta, pdfDiProva } from '../../test/support/carte-di-prova.ts';
import { conShared } from '../../test/support/condivisi.ts';
import type { CategoriaEsclusa, Esclusione } from './esclusioni.schema.ts';
import type { Elenco, Registrazione } from './registrazione.schema.ts';

let p: ProdottoDiProva;

beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

type Errore = { codice: string; detail: string };

const categorie = async () =>
  (await p.chiama<{ items: CategoriaEsclusa[] }>('operatore', 'GET', '/categorie-escluse')).corpo.items;
const registra = (corpo: unknown) =>
  p.chiama<Registrazione & Errore>('operatore', 'POST', '/registri/PG/registrazioni', { corpo });
const escludi = (corpo: unknown) =>
  p.chiama<Esclusione & Errore>('operatore', 'POST', '/esclusioni', { corpo });

// The list these two rows name is kept beside the clone; only the test reads it.
const codiciDi = (percorso: string, ambito: string): string[] =>
  (
    JSON.parse(readFileSync(percorso, 'utf8')) as { esclusioni: { codice: string; ambito: string }[] }
  ).esclusioni
    .filter((e) => e.ambito === ambito)
    .map((e) => e.codice);

test('RN-38.1-2 le dodici categorie escluse dalla legge sono predefinite, con la loro fonte', async (t) => {
  const legge = (await categorie()).filter((c) => c.ambito === 'legge');
  expect(legge.map((c) => c.codice)).toEqual(codiciDi(conShared(t, 'titolario/esclusioni.json'), 'legge'));
  expect(legge).toHaveLength(12);
  expect(legge.every((c) => c.origine.startsWith('DPR 445/2000'))).toBe(true);
});

test('RN-38.1-3 le nove categorie escluse dal manuale sono predefinite, con la loro fonte', async (t) => {
  const manuale = (await categorie()).filter((c) => c.ambito === 'ente');
  expect(manuale.map((c) => c.codice)).toEqual(codiciDi(conShared(t, 'titolario/esclusioni.json'), 'ente'));
  expect(manuale).toHaveLength(9);
  expect(manuale.every((c) => c.origine.includes('art. 38'))).toBe(true);
});

test('RN-38.1-4 un documento escluso non ha numero; restano categoria, operatore e data, e con quella categoria non si registra', async () => {
  const prima = await registra(arrivoDiCarta());
  const esclusa = await escludi({
    categoria: 'riviste',
    descrizione: 'Rivista «Autonomie locali» n. 3',
    mittente: 'Editore',
  });
  expect(esclusa.stato).toBe(201);
  const elenco = await p.chiama<{ items: Esclusione[] }>('operatore', 'GET', '/esclusioni');
  expect(elenco.corpo.items[0]).toMatchObject({
    id: esclusa.corpo.id,
    categoria: 'riviste',
    operatore: 'Prova-operatore Anna (operatore)',
  });
  expect(elenco.corpo.items[0]?.istante.slice(0, 10)).toBe(prima.corpo.dataRegistrazione.slice(0, 10));
  const tentata = await registra(arrivoDiCarta({ categoriaEsclusa: 'riviste' }));
  expect([tentata.stato, tentata.corpo.codice]).toEqual([422, 'registrazione.categoria-esclusa']);
  expect(tentata.corpo.detail).toContain('DPR 445/2000');
  // The operator corrects the kind and registers.
  const corretta = await registra(arrivoDiCarta());
  expect(Number(corretta.corpo.numero)).toBe(Number(prima.corpo.numero) + 1);
});

test('RN-38.1-5 la categoria residuale vuole un motivo', async () => {
  const voce = { categoria: 'nessuna-rilevanza', descrizione: 'Volantino senza intestazione' };
  expect((await escludi(voce)).corpo.codice).toBe('registrazione.motivo-mancante');
  expect((await escludi({ ...voce, motivo: 'Foglio bianco consegnato per sbaglio' })).stato).toBe(201);
});

test('RN-38.1-6 una lettera con cinque allegati prende un solo numero', async () => {
  const allegati: string[] = [];
  for (let i = 1; i <= 5; i++) allegati.push(await p.carica('operatore', `elaborato-${i}.pdf`, pdfDiProva()));
  const prima = await registra(arrivoDiCarta({ oggetto: 'Trasmissione del progetto esecutivo', allegati }));
  expect(prima.corpo.allegati).toHaveLength(5);
  expect(Number((await registra(arrivoDiCarta())).corpo.numero)).toBe(Number(prima.corpo.numero) + 1);
});

test('RN-64.1 quanto arriva per raccomandata si registra sempre, anche di categoria esclusa, con il numero della raccomandata', async () => {
  const r = await registra(
    arrivoDiCarta({
      categoriaEsclusa: 'inviti-manifestazioni',
      mezzo: 'raccomandata',
      numeroRaccomandata: '61938475601-2',
    }),
  );
  expect(r.stato).toBe(201);
  expect(r.corpo.avvisi.join()).toContain('raccomandata');
  const letta = await p.chiama<Registrazione>(
    'operatore',
    'GET',
    `/registri/PG/registrazioni/${r.corpo.anno}/${Number(r.corpo.numero)}`,
  );
  expect(letta.corpo).toMatchObject({ mezzo: 'raccomandata', numeroRaccomandata: '61938475601-2' });
  expect(
    (await p.chiama<Elenco>('operatore', 'GET', '/registri/PG/registrazioni?q=61938475601-2')).corpo.items,
  ).toHaveLength(1);
  expect(
    (await p.chiama('operatore', 'GET', String(r.corpo._links.etichetta?.href).replace('/api/v1', ''))).stato,
  ).toBe(200);
  const esclusa = await escludi({
    categoria: 'inviti-manifestazioni',
    descrizione: 'Invito',
    mezzo: 'raccomandata',
  });
  expect([esclusa.stato, esclusa.corpo.codice]).toEqual([422, 'registrazione.raccomandata-da-registrare']);
});

test('RN-24.1 di un documento non soggetto a protocollazione non si rilascia ricevuta, e si dice perché', async () => {
  const { corpo } = await escludi({ categoria: 'giornali', descrizione: 'Quotidiano' });
  const ricevuta = await p.chiama<Errore>('operatore', 'GET', `/esclusioni/${corpo.id}/ricevuta.pdf`);
  expect([ricevuta.stato, ricevuta.corpo.codice]).toEqual([422, 'esclusione.senza-ricevuta']);
  expect(ricevuta.corpo.detail).toContain('Giornali');
});
