import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable } from './printable.ts';

const latino = (codePoint: number): boolean => codePoint < 0x250;

test('un carattere che il font non ha diventa il suo codice', () => {
  expect(printable('Ciao 李 🎉!', latino)).toBe('Ciao [U+674E] [U+1F389]!');
});

test('spazi e a capo di ogni specie diventano uno spazio, i comandi si vedono', () => {
  expect(printable(' a\r\n\tb\u2028c\u00A0d ', latino)).toBe('a b c d');
  expect(printable('a\u0007b', latino)).toBe('a[U+0007]b');
});

test('ciò che non si vede e può ingannare è tolto', () => {
  expect(printable('fattura\u202Efdp\u202C.exe\u200B', latino)).toBe('fatturafdp.exe');
});

test('le lettere composte da due caratteri diventano una', () => {
  expect(printable('perche\u0301', latino)).toBe('perché');
});

test('quale che sia il testo, restano solo caratteri che il font ha', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (testo) => {
      const pulito = printable(testo, latino);
      expect([...pulito].every((c) => latino(c.codePointAt(0) ?? 0) && c >= ' ')).toBe(true);
      expect(printable(pulito, latino)).toBe(pulito);
    }),
  );
});
