import fc from 'fast-check';
import { expect, test } from 'vitest';
import { etichettaPdf, leggiCodiceABarre, type OpzioniSegnatura } from '#segnatura';
import { richiede } from '../../test/support/pacchetti.ts';
import { codiciNelPdf, pagineViste, testoDelPdf } from '../../test/support/pdf.ts';
import { segnaturaDiProva, URL_VERIFICA } from '../../test/support/segnatura-di-prova.ts';

const BARRE = 'CODE-128:A1B2C3D-PG-20260000001';
const rotolo = { formato: '62x29', urlVerifica: URL_VERIFICA } as const;

async function testoEtichetta(opzioni: Partial<OpzioniSegnatura>): Promise<string> {
  const spente = { aoo: false, classificazione: false, flusso: false, unita: false };
  return testoDelPdf(await etichettaPdf(segnaturaDiProva({ opzioni: { ...spente, ...opzioni } }), rotolo));
}

test('RN-56.4 il codice a barre dell’etichetta, decodificato, dà AOO, anno e numero', async (t) => {
  richiede(t, 'poppler-utils', 'zbar-tools');
  const letti = codiciNelPdf(await etichettaPdf(segnaturaDiProva({ numero: 1234567 }), rotolo));
  const barre = letti.find((letto) => letto.startsWith('CODE-128:'))?.slice('CODE-128:'.length);
  expect(leggiCodiceABarre(barre ?? '')).toEqual({
    aoo: 'A1B2C3D',
    registro: 'PG',
    anno: 2026,
    numero: 1234567,
  });
});

test('PISA-2 il codice a barre dell’etichetta si legge, ai punti delle stampanti di etichette e di ufficio', async (t) => {
  richiede(t, 'poppler-utils', 'zbar-tools');
  const pdf = await etichettaPdf(segnaturaDiProva(), rotolo);
  for (const dpi of [300, 600]) expect(codiciNelPdf(pdf, dpi)).toContain(BARRE);
});

test('il QR dell’etichetta porta alla pagina pubblica di verifica', async (t) => {
  richiede(t, 'poppler-utils', 'zbar-tools');
  expect(codiciNelPdf(await etichettaPdf(segnaturaDiProva(), rotolo))).toContain(`QR-Code:${URL_VERIFICA}`);
});

test('l’etichetta ha amministrazione, numero, data, ora e diciture, comunque siano le opzioni', async (t) => {
  richiede(t, 'poppler-utils');
  const opzioni = { aoo: false, classificazione: false, flusso: false, unita: false };
  const diciture = ['MITTENTE ANONIMO', 'DOCUMENTO NON SOTTOSCRITTO'];
  const testo = testoDelPdf(await etichettaPdf(segnaturaDiProva({ opzioni, diciture }), rotolo));
  for (const voce of [
    'Comune di Esempio',
    'AOO A1B2C3D',
    'PG n. 0000001/2026',
    '21/11/2026 10:15:30',
    ...diciture,
  ])
    expect(testo).toContain(voce);
});

test('RN-56.6a la denominazione dell’AOO è sull’etichetta se l’opzione è accesa, altrimenti no', async (t) => {
  richiede(t, 'poppler-utils');
  expect(await testoEtichetta({ aoo: true })).toContain('Area Organizzativa Omogenea');
  expect(await testoEtichetta({ aoo: false })).not.toContain('Area Organizzativa');
});

test('RN-56.6b l’indice di classificazione è sull’etichetta se l’opzione è accesa, altrimenti no', async (t) => {
  richiede(t, 'poppler-utils');
  expect(await testoEtichetta({ classificazione: true })).toContain('Class. VI.3');
  expect(await testoEtichetta({ classificazione: false })).not.toContain('VI.3');
});

test('RN-56.6c il flusso è sull’etichetta come A, P o I se l’opzione è accesa, altrimenti no', async (t) => {
  richiede(t, 'poppler-utils');
  for (const [flusso, atteso] of [
    ['E', 'Arrivo (A)'],
    ['U', 'Partenza (P)'],
    ['I', 'Interno (I)'],
  ] as const) {
    const opzioni = { aoo: false, classificazione: false, flusso: true, unita: false };
    expect(testoDelPdf(await etichettaPdf(segnaturaDiProva({ flusso, opzioni }), rotolo))).toContain(atteso);
  }
  expect(await testoEtichetta({ flusso: false })).not.toMatch(/Arrivo|\(A\)/);
});

test('la UU è sull’etichetta se l’opzione è accesa, altrimenti no', async (t) => {
  richiede(t, 'poppler-utils');
  expect(await testoEtichetta({ unita: true })).toContain('UU Ufficio Tecnico');
  expect(await testoEtichetta({ unita: false })).not.toContain('Ufficio Tecnico');
});

test('l’etichetta da 62×29 mm è a misura reale e chiede di non essere adattata', async () => {
  const pdf = await etichettaPdf(segnaturaDiProva(), { ...rotolo, copie: 3 });
  const pagine = await pagineViste(pdf);
  expect(pagine).toHaveLength(3);
  for (const { larghezza, altezza } of pagine) {
    expect((larghezza * 25.4) / 72).toBeCloseTo(62, 2);
    expect((altezza * 25.4) / 72).toBeCloseTo(29, 2);
  }
  expect(Buffer.from(pdf).toString('latin1')).toMatch(/\/PrintScaling \/None/);
});

test('con nomi lunghi e molte diciture nulla esce dall’etichetta, e numero e data restano interi', async () => {
  const lungo = 'Unione dei Comuni Montani della Valle Superiore del Torrente e delle Terre di Mezzo '.repeat(
    5,
  );
  const dati = segnaturaDiProva({
    numero: 123_456_789_012,
    amministrazione: { denominazione: lungo, codiceIpa: 'x' },
    classificazione: { codice: 'XII.12.3', denominazione: lungo },
    unita: { codice: 'U', denominazione: 'Ufficio'.repeat(60) },
    diciture: [
      'MITTENTE ANONIMO',
      'ARRIVATO CARTACEO E PROTOCOLLATO IN DATA 21/11/2026 AL N. 0000001',
      'DOCUMENTO NON SOTTOSCRITTO',
    ],
  });
  const [pagina] = await pagineViste(await etichettaPdf(dati, rotolo));
  const scritte = pagina?.scritte ?? [];
  const testo = scritte.map((scritta) => scritta.testo).join('\n');
  expect(testo).toContain('PG n. 123456789012/2026');
  expect(testo).toContain('21/11/2026 10:15:30');
  expect(testo).toContain('Class. XII.12.3');
  expect(testo.replaceAll('\n', ' ')).toContain(dati.diciture.join(' '));
  const colonnaQr = ((62 - 2 - 16) * 72) / 25.4;
  const barre = ((29 - 2 - 6.5) * 72) / 25.4;
  for (const { x0, y0, x1, y1 } of scritte) {
    expect(x0).toBeGreaterThan(0);
    expect(y0).toBeGreaterThan(0);
    expect(x1).toBeLessThan(colonnaQr);
    expect(y1).toBeLessThan(barre);
  }
});

test('sul foglio A4 le etichette partono dalla prima cella libera e continuano sul foglio seguente', async (t) => {
  const pdf = await etichettaPdf(segnaturaDiProva(), {
    formato: 'a4',
    posizione: 23,
    copie: 3,
    urlVerifica: URL_VERIFICA,
  });
  const mm = 72 / 25.4;
  const celle = (await pagineViste(pdf)).map(({ larghezza, altezza, scritte }) => {
    expect([larghezza, altezza].map((lato) => Math.round(lato / mm))).toEqual([210, 297]);
    return scritte
      .filter(({ testo }) => testo.startsWith('PG n. '))
      .map(({ x0, y0 }) => [Math.floor(x0 / (70 * mm)), Math.floor(y0 / (37 * mm))]);
  });
  expect(celle).toEqual([
    [
      [1, 7],
      [2, 7],
    ],
    [[0, 0]],
  ]);
  richiede(t, 'poppler-utils', 'zbar-tools');
  expect(codiciNelPdf(pdf)).toEqual(expect.arrayContaining([BARRE, `QR-Code:${URL_VERIFICA}`]));
});

test.each([
  { formato: 'a4', posizione: 25 },
  { formato: 'a4', posizione: 0 },
  { formato: '62x29', posizione: 2 },
  { formato: 'a4', copie: 0 },
  { formato: 'a4', copie: 1.5 },
  { formato: '62x29', copie: 241 },
] as const)('rifiuta una posizione o un numero di copie che non esiste: %o', async (opzioni) => {
  const richiesta = etichettaPdf(segnaturaDiProva(), { ...opzioni, urlVerifica: URL_VERIFICA });
  await expect(richiesta).rejects.toThrow('segnatura.etichetta-fuori-foglio');
});

test('nessun nome e nessuna dicitura la fa fallire, e nulla ne esce', async () => {
  const testo = fc.string({ unit: 'binary', maxLength: 120 });
  await fc.assert(
    fc.asyncProperty(testo, testo, async (denominazione, dicitura) => {
      const dati = segnaturaDiProva({
        amministrazione: { denominazione, codiceIpa: 'x' },
        unita: { codice: 'U', denominazione },
        diciture: [dicitura],
      });
      const [pagina] = await pagineViste(await etichettaPdf(dati, rotolo));
      expect(pagina?.scritte.map((scritta) => scritta.testo)).toContain('PG n. 0000001/2026');
      for (const { x1, y1 } of pagina?.scritte ?? []) {
        expect(x1).toBeLessThan(pagina?.larghezza ?? 0);
        expect(y1).toBeLessThan(pagina?.altezza ?? 0);
      }
    }),
    { numRuns: 20 },
  );
}, 120_000);
