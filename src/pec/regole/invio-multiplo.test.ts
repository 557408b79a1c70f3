import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conArrivo, invioMultiplo } from './invio-multiplo.ts';

test.each([
  ['Permesso di costruire - INVIO 1 di 3', 1, 3, 'Permesso di costruire'],
  ['Permesso di costruire invio 2  di 3', 2, 3, 'Permesso di costruire'],
  ['INVIO 3 DI 3: Permesso di costruire', 3, 3, 'Permesso di costruire'],
  ['Permesso (Invio 2 di 10)', 2, 10, 'Permesso'],
  ['[INVIO 2/10] Permesso', 2, 10, 'Permesso'],
  ['Permesso invio n. 1 di 2 - via Roma', 1, 2, 'Permesso via Roma'],
  ['Permesso\r\n INVIO 1\tdi 2', 1, 2, 'Permesso'],
])('«%s» è una parte di un invio', (oggetto, parte, parti, base) => {
  expect(invioMultiplo(oggetto)).toEqual({ parte, parti, base });
});

test.each([
  'Permesso',
  'Invio documenti',
  'INVIO 4 di 3',
  'INVIO 0 di 3',
  'INVIO 1 di 1',
  'Rinvio 1 di 2',
  'invio 12 dicembre 2026',
])('«%s» non lo è', (oggetto) => expect(invioMultiplo(oggetto)).toBeUndefined());

test('gli oggetti che differiscono solo per la parte hanno la stessa base', () => {
  const oggetti = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((o) => !/invio|\d/i.test(o));
  fc.assert(
    fc.property(oggetti, fc.integer({ min: 2, max: 30 }), (oggetto, n) => {
      const basi = Array.from({ length: n }, (_, i) => invioMultiplo(`${oggetto} - INVIO ${i + 1} di ${n}`));
      expect(new Set(basi.map((b) => b?.base)).size).toBe(1);
      expect(basi.map((b) => b?.parte)).toEqual(basi.map((_, i) => i + 1));
    }),
  );
});

test('«ARRIVO x di n» si aggiunge una volta sola', () => {
  expect(conArrivo('Permesso di costruire', 2, 3)).toBe('Permesso di costruire ARRIVO 2 di 3');
  expect(conArrivo('Permesso di costruire ARRIVO 1 di 2', 2, 3)).toBe('Permesso di costruire ARRIVO 2 di 3');
});
