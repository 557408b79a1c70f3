import { expect, test } from 'vitest';
import { bozzaDiProva, circostanzeDiProva, rifiutoDi } from '../../../test/support/bozza-di-prova.ts';
import { oggettoEsauriente } from './oggetto.ts';

test('l’ente sceglie la lunghezza minima e i testi troppo generici, che si riconoscono senza accenti, maiuscole e punti', () => {
  const prova = (oggetto: string, impostazioni: Record<string, unknown> = {}) =>
    rifiutoDi(() => oggettoEsauriente(bozzaDiProva({ oggetto }), circostanzeDiProva({ impostazioni })));
  expect(prova('Domanda')).toBeUndefined();
  expect(prova(' \n ')).toBe('oggetto-mancante');
  expect(prova('Nota')).toBe('oggetto-breve');
  expect(prova('«Comunicazione»!')).toBe('oggetto-generico');
  expect(prova('Domanda', { oggettoMinimo: 20 })).toBe('oggetto-breve');
  expect(prova('ATTIVITÀ', { oggettiVietati: ['attività'] })).toBe('oggetto-generico');
  expect(prova('Comunicazione', { oggettiVietati: [] })).toBeUndefined();
});
