import { buffer } from 'node:stream/consumers';
import bidiFactory from 'bidi-js';
import { expect, test } from 'vitest';
import { difettiPdfA1b, testoDelPdf } from '../../../test/support/pdf.ts';
import { seenRuns } from './bidi.ts';
import { loadFonts, longSheet, tableSheet } from './index.ts';

const bidi = bidiFactory();

test('una riga si spezza in tratti, da sinistra a destra come si vedono: le cifre in mezzo all’ebraico restano dritte', () => {
  expect(seenRuns(bidi, 'solo latino, n. 12')).toEqual(['solo latino, n. 12']);
  expect(seenRuns(bidi, 'Sig. דוד כהן, via Roma 3')).toEqual(['Sig. ', 'דוד כהן', ', via Roma 3']);
  expect(seenRuns(bidi, 'תיק 2026 חיפה')).toEqual([' חיפה', '2026', 'תיק ']);
  expect(seenRuns(bidi, 'a (דוד) b')).toEqual(['a (', 'דוד', ') b']);
  expect(seenRuns(bidi, 'דוד (בן) כהן')).toEqual(['דוד )בן( כהן']);
});

const HEAD = {
  title: 'Registro',
  issuer: 'Comune di Prova',
  subject: 'Prova',
  footer: 'Prova',
  instant: new Date('2026-11-27T10:00:00Z'),
};
const COLUMNS = [
  { name: 'Numero', width: 20 },
  { name: 'Mittente', width: 140 },
];
const NAMES = ['Sig. דוד כהן, via Roma 12', 'Lévi con محمد عبد الله', 'אבגד הוזח'];

/** As pdftotext gives it, without the marks of direction that it puts around each piece. */
const read = (pdf: Uint8Array): string => testoDelPdf(pdf).replace(/[\u202a-\u202e\u2066-\u2069]/gu, '');

async function long(rows: readonly string[]): Promise<Uint8Array> {
  const sheet = await longSheet(HEAD);
  const bytes = buffer(sheet.bytes);
  sheet.table(COLUMNS);
  for (const [i, name] of rows.entries()) await sheet.row([[{ text: String(i + 1) }], [{ text: name }]]);
  sheet.finish();
  return await bytes;
}

async function short(rows: readonly string[]): Promise<Uint8Array> {
  const sheet = await tableSheet({ ...HEAD, lines: ['Prova'] }, COLUMNS);
  for (const [i, name] of rows.entries()) await sheet.row([String(i + 1), name]);
  return await sheet.finish();
}

test.each([
  ['di un registro', long],
  ['di un foglio', short],
])(
  'i nomi in ebraico e in arabo si leggono e si copiano per il verso giusto nelle righe %s, che resta PDF/A',
  async (_quale, make) => {
    const pdf = await make(NAMES);
    const text = read(pdf);
    for (const name of NAMES) expect(text).toContain(name);
    expect(difettiPdfA1b(pdf)).toBe('');
  },
);

test('le lettere arabe si legano fra loro: una in mezzo alla parola non è disegnata come da sola', async () => {
  const fonts = await loadFonts();
  const ids = (text: string): number[] =>
    (fonts.sans.layout(text) as { glyphs: { id: number }[] }).glyphs.map((g) => g.id);
  const [alone] = ids('ح');
  expect(ids('محمد')).toHaveLength(4);
  expect(ids('محمد')).not.toContain(alone);
});
