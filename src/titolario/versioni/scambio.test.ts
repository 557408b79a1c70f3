import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apriDiProva } from '../../../test/support/fascicoli-di-prova.ts';
import { arrivoDiCarta } from '../../../test/support/carte-di-prova.ts';
import { conShared } from '../../../test/support/condivisi.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../../test/support/prodotto-di-prova.ts';
import type { TitolarioDaImportare } from '../importa-titolario.ts';
import type { NodoTitolario, TitolarioInUso } from '../titolario.schema.ts';
import type { Confronto, EsitoImportazione, VersioneTitolario } from './versioni.schema.ts';

let p: ProdottoDiProva;
let inUso: string;
beforeAll(async () => {
  p = await prodottoDiProva();
  inUso = (await albero()).id;
});
afterAll(() => p.chiudi());

const albero = async (): Promise<TitolarioInUso> =>
  (await p.chiama<TitolarioInUso>('operatore', 'GET', '/titolario')).corpo;
const importa = (formato: 'json' | 'csv', contenuto: string, versione = 'importata') =>
  p.chiama<EsitoImportazione & { codice: string; status: number }>('rsp', 'POST', '/titolario/importazione', {
    corpo: { versione, formato, contenuto },
  });
const elimina = (id: string) => p.chiama('rsp', 'DELETE', `/titolario/versioni/${id}`);
const confronto = async (id: string): Promise<Confronto> =>
  (await p.chiama<Confronto>('rsp', 'GET', `/titolario/versioni/${id}/confronto?con=${inUso}`)).corpo;

// The titolario as it was received; the copy in the project lacks its remarks on the source.
test('RN-42.8 le 444 voci ci sono tutte, con descrizione, tipo e testo come nel titolario dei Comuni', async (t) => {
  const fonte = JSON.parse(readFileSync(conShared(t, 'titolario/titolario-comuni.json'), 'utf8')) as {
    titoli: {
      classi: {
        codice: string;
        voci: { descrizione: string; tipi: string[]; nota?: string; testoOriginale: string }[];
      }[];
    }[];
  };
  const attese = fonte.titoli.flatMap((x) =>
    x.classi.flatMap((c) => c.voci.map((v) => [c.codice, v.descrizione, v.tipi, v.nota, v.testoOriginale])),
  );
  const voci = (await albero()).items.flatMap((x) =>
    x.figli.flatMap((c) =>
      c.figli.map((v: NodoTitolario) => [c.codice, v.denominazione, v.tipi, v.nota, v.testoOriginale]),
    ),
  );
  expect(voci).toHaveLength(444);
  expect(voci).toEqual(attese);
  expect(voci.every(([, testo, tipi, , originale]) => testo && tipi?.length && originale)).toBe(true);
});

test('una versione esportata in JSON o in CSV si importa uguale a com’era', async () => {
  const json = await p.chiama<TitolarioDaImportare>(
    'operatore',
    'GET',
    `/titolario/versioni/${inUso}/esportazione.json`,
  );
  expect(json.corpo.titoli).toHaveLength(14);
  const csv = await p.chiama('operatore', 'GET', `/titolario/versioni/${inUso}/esportazione.csv`);
  expect(csv.intestazioni['content-type']).toBe('text/csv; charset=utf-8');
  expect(csv.testo.split('\r\n')[0]).toBe('\uFEFFcodice;denominazione;voce;tipi;nota;chiusa');
  for (const [formato, testo] of [
    ['json', json.testo],
    ['csv', csv.testo],
  ] as const) {
    const { stato, corpo } = await importa(formato, testo);
    expect([stato, corpo.importate, corpo.sconosciuti, corpo.orfani, corpo.assenti]).toEqual([
      201,
      583,
      [],
      [],
      [],
    ]);
    expect((await confronto(corpo.versione.id)).items, formato).toEqual([]);
    expect((await elimina(corpo.versione.id)).stato).toBe(204);
  }
});

test('importando si dicono i codici che non si leggono, quelli orfani e quelli che mancano, che nella bozza sono chiusi', async () => {
  const contenuto = [
    'codice,denominazione,voce,tipi',
    'I,Amministrazione generale,,',
    'I.1,Leggi e circolari,,',
    'I.1,,Circolari emanate dal Comune,repertorio annuale',
    'I.18,Novità,,',
    'I.18.1,Prima novità,,',
    'V.1,Contenzioso,,',
    'V.9,,Senza classe,elenco',
    'IIII,Titolo sbagliato,,',
    'I.x,Classe sbagliata,,',
  ].join('\n');
  const { stato, corpo } = await importa('csv', contenuto);
  expect(stato).toBe(201);
  expect(corpo.importate).toBe(5);
  expect(corpo.sconosciuti).toEqual(['IIII', 'I.x']);
  expect(corpo.orfani).toEqual(['V.1', 'V.9 Senza classe']);
  expect(corpo.assenti).toContain('V.1');
  expect(corpo.assenti).not.toContain('I.1');
  const { items } = await confronto(corpo.versione.id);
  expect(items.find((d) => d.dopo?.codice === 'I.1')).toMatchObject({
    cambi: ['rinominata'],
    prima: { denominazione: 'Legislazione e circolari esplicative' },
  });
  expect(items.find((d) => d.dopo?.codice === 'I.18.1')?.cambi).toEqual(['introdotta']);
  expect(items.find((d) => d.dopo?.codice === 'XIV')?.cambi).toEqual(['chiusa']);
  expect(items.some((d) => d.cambi.includes('tolta'))).toBe(false);
  await elimina(corpo.versione.id);

  for (const [formato, testo, codice] of [
    ['json', 'non è JSON', 'importazione.illeggibile'],
    ['json', '{"titoli":[{"codice":"I"}]}', 'importazione.illeggibile'],
    ['csv', 'a;b\n1;2', 'importazione.colonna-mancante'],
    ['csv', 'codice;denominazione\nboh;Boh', 'importazione.vuota'],
  ] as const)
    expect((await importa(formato, testo)).corpo, testo).toMatchObject({ status: 422, codice });
  const { corpo: dopo } = await p.chiama<{ items: VersioneTitolario[] }>('rsp', 'GET', '/titolario/versioni');
  expect(dopo.items).toHaveLength(1);
});

test('CORI-3 ogni documento si classifica in categorie, classi e fascicoli, e i livelli si chiamano come vuole l’ente', async () => {
  expect((await albero()).livelli).toEqual(['titolo', 'classe', 'sottoclasse']);
  const livelli = ['categoria', 'classe', 'sottoclasse'];
  const rinomina = (chi: 'operatore' | 'rsp') =>
    p.chiama(chi, 'PUT', '/titolario/livelli', { corpo: { livelli } });
  expect((await rinomina('operatore')).stato).toBe(403);
  expect((await rinomina('rsp')).stato).toBe(200);
  expect((await albero()).livelli).toEqual(livelli);

  // As RN-42.1: a third level under a class of a category.
  const { corpo: bozza } = await p.chiama<VersioneTitolario>('rsp', 'POST', '/titolario/versioni', {
    corpo: { versione: 'con sottoclassi' },
  });
  const via = `/titolario/versioni/${bozza.id}/voci`;
  const { corpo: dellaBozza } = await p.chiama<TitolarioInUso>('rsp', 'GET', via);
  const classe = dellaBozza.items[3]?.figli[2];
  const sottoclasse = await p.chiama<{ codice: string }>('rsp', 'POST', via, {
    corpo: { padre: classe?.id, denominazione: 'Imposte' },
  });
  expect([classe?.codice, sottoclasse.corpo.codice]).toEqual(['IV.3', 'IV.3.1']);

  // As RN-44.1a: a fascicolo has its class; without one it is not opened.
  const fascicolo = await apriDiProva(p, 'operatore', { classificazione: 'VI.3' });
  expect(fascicolo.classificazione).toMatchObject({ codice: 'VI.3', denominazione: 'Edilizia privata' });
  const senza = await p.chiama('operatore', 'POST', '/fascicoli', {
    corpo: {
      tipo: 'affare',
      denominazione: 'Prova',
      oggetto: 'Prova',
      riservatezza: 'nessuno',
      uffici: 'tutti',
    },
  });
  expect(senza.stato).toBe(422);
  const registrata = await p.chiama<{ anno: number; numero: string }>(
    'operatore',
    'POST',
    '/registri/PG/registrazioni',
    {
      corpo: { ...arrivoDiCarta({ classificazione: 'VI.3' }), fascicoli: [fascicolo.numero] },
    },
  );
  expect(registrata.stato).toBe(201);
  const { corpo } = await p.chiama<{ items: { numero: string; classificazione?: { codice: string } }[] }>(
    'operatore',
    'GET',
    `/registri/PG/registrazioni/${registrata.corpo.anno}/${registrata.corpo.numero}/fascicoli`,
  );
  expect(JSON.stringify(corpo)).toContain(fascicolo.numero);
});
