import { expect, test } from 'vitest';
import { Rifiuto } from './rifiuto.ts';
import { verificaTesto } from './testo.ts';

function campoRifiutato(valore: unknown): string | undefined {
  try {
    verificaTesto(valore);
    return undefined;
  } catch (errore) {
    if (errore instanceof Rifiuto) return errore.campi[0]?.campo ?? errore.codice;
    throw errore;
  }
}

test('U+0000 e le metà di una coppia surrogata sono rifiutate, dicendo in quale campo', () => {
  expect(campoRifiutato({ a: { b: ['bene', 'ma\u0000le'] } })).toBe('a.b.1');
  expect(campoRifiutato({ oggetto: 'mezza \ud83d coppia' })).toBe('oggetto');
  expect(campoRifiutato({ ['chiave\u0000']: 1 })).toBe('nome del campo');
});

test('ogni altro carattere passa: emoji, diacritici, controlli, scritture da destra', () => {
  expect(
    campoRifiutato({ oggetto: '😀 Łódź \u0001\u200f مرحبا\n\t', numero: 3, nulla: null }),
  ).toBeUndefined();
});

test('una struttura annidata oltre misura è rifiutata senza esaurire la pila', () => {
  expect(campoRifiutato(JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`))).toBe(
    'richiesta.troppo-profonda',
  );
});
