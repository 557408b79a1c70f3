import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { newPdf, type Pdf } from './document.ts';
import { breakLongWords, ellipsize, fitSize, wrap } from './fit.ts';

let pdf: Pdf;

beforeAll(async () => {
  pdf = await newPdf({ title: 'Misure', instant: new Date(0), kind: 'plain' });
});

const testo = fc
  .string({ unit: fc.constantFrom(...'abcMWil àÈ.ﬁ '), maxLength: 80 })
  .map((t) => pdf.clean('sans', t));
const larghezza = fc.integer({ min: 30, max: 300 });

test('un testo abbreviato non è mai più largo dello spazio, e finisce con i puntini solo se è tagliato', () => {
  fc.assert(
    fc.property(testo, larghezza, (intero, spazio) => {
      const corto = ellipsize(pdf, 'sans', 9, intero, spazio);
      expect(pdf.width('sans', 9, corto)).toBeLessThanOrEqual(spazio);
      expect(corto === intero || (corto.endsWith('…') && intero.startsWith(corto.slice(0, -1)))).toBe(true);
    }),
  );
});

test('il corpo trovato fa stare il testo nello spazio, se il minimo lo permette', () => {
  fc.assert(
    fc.property(testo, larghezza, (intero, spazio) => {
      const corpo = fitSize(pdf, 'sans', intero, spazio, 12, 4);
      expect(corpo).toBeGreaterThanOrEqual(4);
      if (corpo > 4) expect(pdf.width('sans', corpo, intero)).toBeLessThanOrEqual(spazio);
    }),
  );
});

test('andando a capo nessuna riga sporge e nessuna lettera si perde', () => {
  fc.assert(
    fc.property(testo, larghezza, (intero, spazio) => {
      const righe = wrap(pdf, 'sans', 9, intero, spazio);
      for (const riga of righe) expect(pdf.width('sans', 9, riga)).toBeLessThanOrEqual(spazio);
      expect(righe.join('').replaceAll(' ', '')).toBe(intero.replaceAll(' ', ''));
    }),
  );
});

test('una parola di ventimila lettere si spezza in un attimo', () => {
  const inizio = performance.now();
  const spezzata = breakLongWords(pdf, 'sans', 9, 'parola'.repeat(3500), 300);
  expect(performance.now() - inizio).toBeLessThan(5000);
  for (const pezzo of spezzata.split(' ')) expect(pdf.width('sans', 9, pezzo)).toBeLessThanOrEqual(300);
  expect(spezzata.replaceAll(' ', '')).toBe('parola'.repeat(3500));
});
