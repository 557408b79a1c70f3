import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ricevutaPdf } from '#segnatura';
import { richiede } from '../../test/support/pacchetti.ts';
import { codiciNelPdf, difettiPdfA1b, pagineViste, testoDelPdf } from '../../test/support/pdf.ts';
import { ricevutaDiProva, segnaturaDiProva, URL_VERIFICA } from '../../test/support/segnatura-di-prova.ts';
import { dimensioneEstesa } from './ricevuta.ts';

/** Names as they really come: accents in both forms, other scripts, emoji, quotation marks, controls, overrides. */
const NOMI_DIFFICILI =
  'Ðorđe Łukasz İpek Ștefănescu Nguyễn Zoë e\u0301 ﬁﬂ Ωμέγα Ђорђе שלום עולם محمد 李小龍 👩‍👩‍👧 🇮🇹 ﷽ \u202Efdp.exe\u202C <b>&amp;"\'\\ (\u0001\u0085\uFFFE\u{10FFFF}) \u{E0041} ा';

async function testo(modifiche: Parameters<typeof ricevutaDiProva>[0] = {}): Promise<string> {
  return testoDelPdf(await ricevutaPdf(ricevutaDiProva(modifiche))).replace(/\s+/g, ' ');
}

test('CORI-10 la ricevuta contiene ente, numero, data, ora, mittente, oggetto, allegati, ufficio e RPA se conosciuto', async (t) => {
  richiede(t, 'poppler-utils');
  const letto = await testo();
  for (const voce of [
    'Comune di Esempio',
    'Ricevuta di protocollazione',
    'PG n. 0000001/2026',
    'Registrato il 21 novembre 2026 alle ore 10:15:30',
    'Mittente Žaneta Đorđević-D’Amico',
    'Richiesta di accesso agli atti del permesso di costruire n. 45/2024',
    'istanza.pdf 1,2 MB (1.234.567 byte)',
    'Allegato 1 carta d’identità.jpg',
    'Allegato 2 Planimetria catastale in scala 1:200, tre fogli Documento cartaceo',
    'Area Tecnica, Servizio Edilizia privata',
    'arch. Anna Verdi',
  ])
    expect(letto).toContain(voce);
  expect(await testo({ responsabileProcedimento: undefined })).not.toContain('Responsabile del procedimento');
});

test('ha anche sede, PEC, flusso, destinatari, impronte, data di presentazione, segnatura e indirizzo di verifica', async (t) => {
  richiede(t, 'poppler-utils');
  const letto = await testo({
    destinatari: [
      { denominazione: 'Ufficio Tecnico' },
      { denominazione: 'Regione Lazio', perConoscenza: true },
    ],
    protocolloMittente: { numero: '55/B', data: '2026-11-20' },
  });
  for (const voce of [
    'Area Organizzativa Omogenea unica (AOO A1B2C3D)',
    'Piazza della Libertà 1, 00100 Esempio (RM) · PEC protocollo@pec.comune.esempio.it',
    'Flusso: Arrivo',
    'Destinatari Ufficio Tecnico Regione Lazio (per conoscenza)',
    `SHA-256 ${'ab'.repeat(32)}`,
    'Presentato il 21 novembre 2026, ore 10:14:02',
    'n. 55/B del 20 novembre 2026',
    'AOO A1B2C3D Area Organizzativa Omogenea unica - PG n. 0000001/2026 del 21/11/2026 10:15:30 - A',
    URL_VERIFICA,
  ])
    expect(letto).toContain(voce);
});

test('porta le diciture e il conto degli allegati dichiarati e ricevuti', async (t) => {
  richiede(t, 'poppler-utils');
  const segnatura = segnaturaDiProva({ diciture: ['MITTENTE ANONIMO', 'DOCUMENTO NON SOTTOSCRITTO'] });
  const letto = await testo({ segnatura, allegatiDichiarati: 3 });
  expect(letto).toContain('MITTENTE ANONIMO DOCUMENTO NON SOTTOSCRITTO');
  expect(letto).toContain('Allegati dichiarati: 3; ricevuti: 2. Allegati mancanti: 1.');
  expect(await testo({ allegatiDichiarati: 2 })).toContain('Allegati dichiarati: 2; ricevuti: 2. Segnatura');
  expect(await testo()).not.toContain('Allegati dichiarati');
});

test('una registrazione annullata lo dice su ogni pagina, con data e atto', async (t) => {
  richiede(t, 'poppler-utils');
  const pdf = await ricevutaPdf(
    ricevutaDiProva({
      oggetto: 'Oggetto molto lungo '.repeat(300),
      annullamento: {
        data: '2026-12-03T09:00:00+01:00',
        provvedimento: { numero: '12', data: '2026-12-02' },
        motivo: 'Doppione',
      },
    }),
  );
  expect(testoDelPdf(pdf).replace(/\s+/g, ' ')).toContain(
    'Annullata il 3 dicembre 2026, ore 09:00:00 con provvedimento n. 12 del 2 dicembre 2026. Motivo: Doppione',
  );
  const pagine = await pagineViste(pdf);
  expect(pagine.length).toBeGreaterThan(1);
  for (const { scritte } of pagine) expect(scritte.map((scritta) => scritta.testo)).toContain('ANNULLATA');
  // The paragraph that crosses the page break goes on in its own size.
  expect(
    pagine[1]?.scritte.filter(({ testo }) => testo.startsWith('molto lungo') || testo.startsWith('Oggetto'))
      .length,
  ).toBeGreaterThan(20);
});

test('è un PDF/A-1b con tag, lingua e titolo, anche con i nomi più strani e molte pagine', async (t) => {
  richiede(t, 'java', 'libpdfbox2', 'libjaxb-api');
  const dati = ricevutaDiProva({
    segnatura: segnaturaDiProva({
      amministrazione: { denominazione: NOMI_DIFFICILI, codiceIpa: 'x' },
      diciture: ['MITTENTE ANONIMO'],
    }),
    oggetto: NOMI_DIFFICILI.repeat(20),
    mittenti: [{ denominazione: NOMI_DIFFICILI, dettaglio: NOMI_DIFFICILI }],
    documentoPrincipale: { nomeFile: NOMI_DIFFICILI, impronta: 'ab'.repeat(32), dimensione: 0 },
    allegati: Array.from({ length: 60 }, (_, i) => ({
      nomeFile: `${i} ${NOMI_DIFFICILI}`,
      impronta: 'cd'.repeat(32),
      dimensione: i,
    })),
    annullamento: { data: '2026-12-03', provvedimento: { numero: NOMI_DIFFICILI, data: '2026-12-02' } },
  });
  const pdf = await ricevutaPdf(dati);
  expect(difettiPdfA1b(pdf)).toBe('');
  expect(difettiPdfA1b(await ricevutaPdf(ricevutaDiProva()))).toBe('');
  const grezzo = Buffer.from(pdf).toString('latin1');
  for (const voce of ['/Marked true', '/Lang (it-IT)', '/DisplayDocTitle true', '/StructTreeRoot'])
    expect(grezzo).toContain(voce);
  expect((await pagineViste(pdf)).length).toBeGreaterThan(3);
});

test('un carattere che il font non ha compare con il suo codice', async (t) => {
  richiede(t, 'poppler-utils');
  expect(await testo({ oggetto: 'Lettera di 李 e 🎉' })).toContain('Lettera di [U+674E] e [U+1F389]');
});

test('ciò che si è scritto prima non cambia ciò che si legge e si cerca dopo', async (t) => {
  richiede(t, 'poppler-utils');
  const prima = await ricevutaPdf(ricevutaDiProva({ oggetto: 'Verifica di classificazione' }));
  expect(await testo({ oggetto: 'Oﬃcina e veriﬁca, con le lettere legate di chi scrive così' })).toContain(
    'veriﬁca',
  );
  const dopo = await ricevutaPdf(ricevutaDiProva({ oggetto: 'Verifica di classificazione' }));
  expect(testoDelPdf(dopo)).toContain('Verifica di classificazione');
  expect(Buffer.from(dopo).equals(Buffer.from(prima))).toBe(true);
});

test('gli stessi dati danno gli stessi byte', async () => {
  const impronta = async (): Promise<string> =>
    createHash('sha256')
      .update(await ricevutaPdf(ricevutaDiProva()))
      .digest('hex');
  const prima = await impronta();
  await new Promise((pronto) => setTimeout(pronto, 1100));
  expect(await impronta()).toBe(prima);
});

test('il QR della ricevuta porta alla pagina pubblica di verifica', async (t) => {
  richiede(t, 'poppler-utils', 'zbar-tools');
  expect(codiciNelPdf(await ricevutaPdf(ricevutaDiProva()), 150)).toEqual([`QR-Code:${URL_VERIFICA}`]);
});

test('di un elenco di diecimila destinatari nomina i primi cinquanta e conta gli altri', async (t) => {
  richiede(t, 'poppler-utils');
  const destinatari = Array.from({ length: 10_000 }, (_, i) => ({ denominazione: `Destinatario ${i + 1}` }));
  const letto = await testo({ destinatari });
  expect(letto).toContain('Destinatario 50 e altri 9950, elencati nella registrazione');
  expect(letto).not.toContain('Destinatario 51');
});

test('allo sportello è pronta in meno di due secondi', async () => {
  const inizio = performance.now();
  await ricevutaPdf(ricevutaDiProva());
  expect(performance.now() - inizio).toBeLessThan(2000);
});

test('nessun oggetto e nessun nome la fa fallire', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      async (oggetto, nome) => {
        const pdf = await ricevutaPdf(
          ricevutaDiProva({
            oggetto,
            mittenti: [{ denominazione: nome, dettaglio: oggetto }],
            documentoPrincipale: { nomeFile: nome },
          }),
        );
        expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

test('le dimensioni si leggono in byte e arrotondate', () => {
  expect([0, 999, 1000, 482133, 1234567, 3_200_000_000].map(dimensioneEstesa)).toEqual([
    '0 byte',
    '999 byte',
    '1 kB (1000 byte)',
    '482,1 kB (482.133 byte)',
    '1,2 MB (1.234.567 byte)',
    '3,2 GB (3.200.000.000 byte)',
  ]);
});
