import fc from 'fast-check';
import { expect, test } from 'vitest';
import { campiVariabili, componiSegnatura, copiaPerDestinatario } from '#segnatura';
import { richiede } from '../../test/support/pacchetti.ts';
import { difettiPdfA1b, testoDelPdf } from '../../test/support/pdf.ts';
import { segnaturaDiProva } from '../../test/support/segnatura-di-prova.ts';

const dati = segnaturaDiProva({ flusso: 'U' });
const testo =
  'Gentile {{destinatario}},\n\nla convochiamo il {{ giorno }} alla sezione {{sezione}}.\n\nDistinti saluti';

test('ogni copia ha i suoi valori e tutte la stessa segnatura', async (t) => {
  richiede(t, 'poppler-utils');
  for (const [destinatario, giorno, sezione] of [
    ['Mario Bianchi', '3 dicembre', '14'],
    ['Žaneta Đorđević', '4 dicembre', '9 bis'],
  ] as const) {
    const pdf = await copiaPerDestinatario({ testo, destinatario, variabili: { giorno, sezione } }, dati);
    const letto = testoDelPdf(pdf).replace(/\s+/g, ' ');
    expect(letto).toContain(`Gentile ${destinatario}, la convochiamo il ${giorno} alla sezione ${sezione}.`);
    expect(letto).toContain(componiSegnatura(dati));
  }
});

test('è un PDF/A-1b, anche su molte pagine e con nomi difficili', async (t) => {
  richiede(t, 'java', 'libpdfbox2', 'libjaxb-api');
  const lungo = `${testo} {{valore}} e {{valore}}\n`.repeat(60);
  const variabili = { giorno: 'oggi', sezione: 'A & B <1>', valore: '李小龍 🎉 שלום'.repeat(30) };
  expect(
    difettiPdfA1b(await copiaPerDestinatario({ testo: lungo, destinatario: '李 & figli', variabili }, dati)),
  ).toBe('');
});

test('un valore che manca è rifiutato con il nome del campo; uno vuoto è un valore', async () => {
  const senza = copiaPerDestinatario(
    { testo, destinatario: 'Mario Bianchi', variabili: { giorno: 'oggi' } },
    dati,
  );
  await expect(senza).rejects.toMatchObject({
    codice: 'segnatura.variabile-mancante',
    dettaglio: 'Manca il valore del campo «sezione» per il destinatario «Mario Bianchi».',
    dati: { campo: 'sezione', destinatario: 'Mario Bianchi' },
  });
  const vuota = copiaPerDestinatario(
    { testo, destinatario: 'Mario Bianchi', variabili: { giorno: 'oggi', sezione: '' } },
    dati,
  );
  await expect(vuota).resolves.toBeInstanceOf(Uint8Array);
  const erede = copiaPerDestinatario({ testo: '{{toString}}', destinatario: 'x', variabili: {} }, dati);
  await expect(erede).rejects.toThrow('segnatura.variabile-mancante');
});

test('il testo dice quali campi vuole, una volta ciascuno', () => {
  expect(campiVariabili(`${testo} {{sezione}} {non} {{ codice fiscale }}`)).toEqual([
    'destinatario',
    'giorno',
    'sezione',
    'codice fiscale',
  ]);
});

test('un valore non è mai letto come segnaposto', async (t) => {
  richiede(t, 'poppler-utils');
  const pdf = await copiaPerDestinatario(
    { testo: 'Valore: {{a}}', destinatario: 'x', variabili: { a: '{{b}} $& $1' } },
    dati,
  );
  expect(testoDelPdf(pdf)).toContain('Valore: {{b}} $& $1');
});

test('nessun testo e nessun valore la fa fallire', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme' }),
      async (a, destinatario) => {
        const pdf = await copiaPerDestinatario(
          { testo: 'Testo {{a}}\n{{a}}', destinatario, variabili: { a } },
          dati,
        );
        expect(pdf.length).toBeGreaterThan(1000);
      },
    ),
    { numRuns: 20 },
  );
}, 120_000);
