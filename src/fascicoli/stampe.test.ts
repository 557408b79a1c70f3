import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apriDiProva, registraDiProva } from '../../test/support/fascicoli-di-prova.ts';
import { difettiPdfA1b, testoDelPdf } from '../../test/support/pdf.ts';
import { contenutoZip } from '../../test/support/pacchetto-di-prova.ts';
import { richiede } from '../../test/support/pacchetti.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { nomeInArchivio } from './esporta-fascicolo.ts';
import type { Fascicolo } from './fascicoli.schema.ts';

let p: ProdottoDiProva;
beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

/** Names of the elements, each with those inside it, in their order. */
type Albero = { nome: string; figli: Albero[]; testo: string };
function leggiXml(xml: string): Albero {
  const radice: Albero = { nome: '', figli: [], testo: '' };
  const pila = [radice];
  for (const [, chiude, nome, testo] of xml.matchAll(/<(\/?)([A-Za-z_]+)>|([^<]+)/g)) {
    const cima = pila.at(-1) as Albero;
    if (testo !== undefined) cima.testo += testo.trim();
    else if (chiude) pila.pop();
    else {
      const nuovo = { nome: nome ?? '', figli: [], testo: '' };
      cima.figli.push(nuovo);
      pila.push(nuovo);
    }
  }
  return radice.figli.at(-1) as Albero;
}
const figlio = (a: Albero | undefined, ...nomi: string[]): Albero | undefined =>
  nomi.reduce<Albero | undefined>((x, nome) => x?.figli.find((f) => f.nome === nome), a);

test('RN-44.2-2 la copertina ha le nove voci nell’ordine del modello, con i loro valori, e la frase che la chiude', async (ctx) => {
  richiede(ctx, 'poppler-utils', 'java', 'libpdfbox2', 'libjaxb-api');
  const f = await apriDiProva(p, 'operatore', {
    riservatezza: 'riservato',
    uffici: ['protocollo', 'tecnico'],
  });
  await p.chiama('operatore', 'POST', `/fascicoli/${f.numero}/chiusura`, { corpo: {} });
  const r = await p.chiama('operatore', 'GET', `/fascicoli/${f.numero}/copertina.pdf`);
  expect(r.stato).toBe(200);
  const testo = testoDelPdf(r.byte).replace(/\s+/g, ' ');
  const giorno = f.dataApertura.split('-').reverse().join('/');
  const attesi = [
    'FASCICOLO: Permesso di costruire Rossi',
    'OGGETTO: Permesso di costruire per l’ampliamento di via Roma 1',
    `NUMERO: ${f.numero}`,
    `DATA DI APERTURA ${giorno}`,
    'UFFICIO (che lo ha aperto) Ufficio Protocollo',
    'INDICE DI CLASSIFICAZIONE VI ',
    'VI.3 Edilizia privata',
    'EVENTUALE LIVELLO DI RISERVATEZZA riservato',
    'UFFICI CHE VI POSSONO ACCEDERE Ufficio Protocollo, Ufficio Tecnico',
    `DATA DI CHIUSURA ${giorno}`,
    'TUTTI I DATI SONO OBBLIGATORI',
  ];
  const posti = attesi.map((a) => testo.indexOf(a));
  for (const [i, posto] of posti.entries())
    expect(posto, `${attesi[i]} in ${testo}`).toBeGreaterThanOrEqual(0);
  expect(posti).toEqual(posti.toSorted((a, b) => a - b));
  expect(difettiPdfA1b(r.byte)).toBe('');
});

test('indice e repertorio si stampano in PDF/A: ogni documento e ogni fascicolo con i suoi dati', async (ctx) => {
  richiede(ctx, 'poppler-utils', 'java', 'libpdfbox2', 'libjaxb-api');
  const f = await apriDiProva(p, 'operatore', { oggetto: 'Lavori <in> corso & altro “fra virgolette”' });
  const d = await registraDiProva(p, 'operatore', { oggetto: 'Domanda di parere' });
  await p.chiama('operatore', 'POST', `/fascicoli/${f.numero}/documenti`, { corpo: { registrazione: d } });
  await p.chiama('operatore', 'POST', `/fascicoli/${f.numero}/sottofascicoli`, {
    corpo: { denominazione: 'Pareri', oggetto: 'Pareri' },
  });
  const indice = await p.chiama('operatore', 'GET', `/fascicoli/${f.numero}/indice.pdf`);
  const testo = testoDelPdf(indice.byte).replace(/\s+/g, ' ');
  expect(testo).toContain(`PG ${String(d.numero).padStart(7, '0')}/${d.anno} E`);
  expect(testo).toContain('Domanda di parere');
  expect(testo).toContain(`${f.numero}.1 Pareri`);
  expect(difettiPdfA1b(indice.byte)).toBe('');
  const repertorio = await p.chiama('operatore', 'GET', `/repertorio-fascicoli.pdf?anno=${f.anno}`);
  expect(testoDelPdf(repertorio.byte).replace(/\s+/g, ' ')).toContain(
    'Lavori <in> corso & altro “fra virgolette”',
  );
  expect(difettiPdfA1b(repertorio.byte)).toBe('');
});

test('l’esportazione ha documenti, indice, dati e metadati AgID di fascicolo e parti, con impronte e legami', async () => {
  const f = await apriDiProva(p, 'operatore', {
    tipo: 'procedimento',
    oggetto: 'Permesso & sanatoria <2026>',
    rpa: p.ente.utenti.rsp.id,
    luogo: 'Armadio 3, ripiano 2',
    intestatario: { tipo: 'PF', nome: 'Maria', cognome: 'Rossi', codiceFiscale: 'RSSMRA80A41H501X' },
    amministrazioniPartecipanti: [{ denominazione: 'Regione', codiceIpa: 'r_prova' }],
    procedimento: {
      denominazione: 'Permesso di costruire',
      materia: 'Edilizia',
      catalogo: 'https://www.prova.example/procedimenti/1',
      fasi: [
        { tipo: 'preparatoria', inizio: '2026-01-10', fine: '2026-02-01' },
        { tipo: 'decisoria', inizio: '2026-02-02' },
      ],
    },
  });
  const principale = await p.carica('operatore', 'istanza: a/b.txt', 'il testo dell’istanza');
  const allegato = await p.carica('operatore', 'pianta.txt', 'la pianta');
  const d = await registraDiProva(p, 'operatore', {
    supporto: 'digitale',
    analogico: undefined,
    documentoPrincipale: principale,
    allegati: [{ documento: allegato, descrizione: 'Pianta' }],
  });
  await p.chiama('operatore', 'POST', `/fascicoli/${f.numero}/documenti`, { corpo: { registrazione: d } });
  const sotto = await p.chiama<Fascicolo>('operatore', 'POST', `/fascicoli/${f.numero}/sottofascicoli`, {
    corpo: { denominazione: 'Pareri', oggetto: 'Pareri' },
  });
  const libero = await p.carica('operatore', 'appunti.txt', 'appunti');
  await p.chiama('operatore', 'POST', `/fascicoli/${sotto.corpo.numero}/documenti`, {
    corpo: { documento: libero },
  });
  await p.chiama('operatore', 'POST', `/fascicoli/${f.numero}/chiusura`, { corpo: {} });

  const r = await p.chiama('operatore', 'GET', `/fascicoli/${f.numero}/esportazione.zip`);
  expect(r.intestazioni['content-type']).toBe('application/zip');
  const voci = await contenutoZip(r.byte);
  const numero = String(d.numero).padStart(7, '0');
  const cartella = `documenti/${f.numero}/00001-PG-${d.anno}-${numero}`;
  expect([...voci.keys()].toSorted()).toEqual(
    [
      'fascicolo.json',
      'indice.pdf',
      `metadati/${f.numero}.xml`,
      `metadati/${f.numero}.1.xml`,
      `dati/${f.numero}.json`,
      `dati/${f.numero}.1.json`,
      `${cartella}/principale-istanza_ a_b.txt`,
      `${cartella}/allegato-001-pianta.txt`,
      `documenti/${f.numero}.1/00001-non-registrato/documento-appunti.txt`,
    ].toSorted(),
  );

  // The links survive without the program: from the data to the files, and from each file to its digest.
  const dati = JSON.parse(String(voci.get(`dati/${f.numero}.json`))) as {
    parti: string[];
    elencoDocumenti: { registrazione: { numero: number }; file: { percorso: string; impronta: string }[] }[];
  };
  expect(dati.parti).toEqual([`${f.numero}.1`]);
  expect(dati.elencoDocumenti[0]?.registrazione.numero).toBe(d.numero);
  for (const file of dati.elencoDocumenti[0]?.file ?? [])
    expect(
      createHash('sha256')
        .update(voci.get(file.percorso) ?? '')
        .digest('hex'),
    ).toBe(file.impronta);

  // No XSD of the aggregations was published: the order of the elements is that of Allegato 5 (2021).
  const xml = String(voci.get(`metadati/${f.numero}.xml`));
  const radice = leggiXml(xml.replace(/^<\?xml.*\?>\n/, ''));
  expect(radice.nome).toBe('AggregazioneDocumentaliInformatiche');
  expect(radice.figli.map((x) => x.nome)).toEqual([
    'IdAgg',
    'TipologiaFascicolo',
    'Soggetti',
    'Assegnazione',
    'DataApertura',
    'Classificazione',
    'Progressivo',
    'ChiaveDescrittiva',
    'DataChiusura',
    'ProcedimentoAmministrativo',
    'IndiceDocumenti',
    'PosizioneFisicaAggregazioneDocumentale',
  ]);
  expect(figlio(radice, 'TipologiaFascicolo')?.testo).toBe('procedimento amministrativo');
  expect(figlio(radice, 'ChiaveDescrittiva', 'Oggetto')?.testo).toBe('Permesso &amp; sanatoria &lt;2026&gt;');
  expect(figlio(radice, 'Soggetti')?.figli.map((x) => x.figli[0]?.nome)).toEqual([
    'AmministrazioneTitolare',
    'AmministrazioniPartecipanti',
    'SoggettoIntestatarioPersonaFisica',
    'RUP',
  ]);
  expect(figlio(radice, 'ProcedimentoAmministrativo')?.figli.map((x) => x.nome)).toEqual([
    'MateriaArgomentoStruttura',
    'Procedimento',
    'CatalogoProcedimenti',
    'Fasi',
  ]);
  const indice = figlio(radice, 'IndiceDocumenti')?.figli ?? [];
  expect(indice.map((x) => x.figli[0]?.nome)).toEqual(Array(2).fill('DocumentoAmministativoinformatico'));
  // The digest is the base64 of the bytes of the hash, not of its hexadecimal text.
  expect(figlio(indice[0]?.figli[0], 'ImprontaCrittograficaDelDocumento', 'Impronta')?.testo).toBe(
    createHash('sha256').update('il testo dell’istanza').digest('base64'),
  );
  const parte = leggiXml(String(voci.get(`metadati/${f.numero}.1.xml`)).replace(/^<\?xml.*\?>\n/, ''));
  expect(figlio(parte, 'IdAggPrimario', 'IdAggregazione')?.testo).toBe(
    figlio(radice, 'IdAgg', 'IdAggregazione')?.testo,
  );
  expect(figlio(parte, 'IndiceDocumenti')?.figli[0]?.figli[0]?.nome).toBe('Documentoinformatico');
});

test('i nomi dei file nell’archivio valgono su ogni sistema, e restano leggibili', () => {
  expect(nomeInArchivio('../../etc/passwd')).toBe('_.._etc_passwd');
  expect(nomeInArchivio('Città e perché.pdf')).toBe('Città e perché.pdf');
  expect(nomeInArchivio('...')).toBe('documento');
  expect(nomeInArchivio('con\u0000nul\n.txt')).toBe('con_nul_.txt');
  expect(nomeInArchivio(`${'a'.repeat(300)}.pdf`)).toBe(`${'a'.repeat(96)}.pdf`);
});
