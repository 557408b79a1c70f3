import { expect, test } from 'vitest';
import {
  bozzaDiProva,
  circostanzeDiProva,
  riferimentoDiProva,
  rifiutoDi,
} from '../../../test/support/bozza-di-prova.ts';
import { copiaDiCartaceo } from './copia-di-cartaceo.ts';

const copiaDi = { anno: 2026, numero: 12 };
const digitale = { copiaDi, supporto: 'digitale' as const, analogico: undefined };
const cartaceo = riferimentoDiProva({ numero: 12, istante: '2026-03-31T22:30:00Z' });

test('la dicitura porta la data di Roma e il numero a sette cifre del cartaceo', () => {
  const bozza = bozzaDiProva(digitale);
  copiaDiCartaceo(bozza, circostanzeDiProva({ riferimenti: [cartaceo] }));
  expect(bozza.diciture).toEqual(['ARRIVATO CARTACEO E PROTOCOLLATO IN DATA 01/04/2026 AL N. 0000012']);
  expect(bozza.collegamenti).toEqual([{ tipo: 'copia-di-cartaceo', altra: cartaceo }]);
});

test('l’originale deve esserci ed essere di carta, e la copia deve essere digitale e in arrivo', () => {
  const con = (richiesta: object, riferimenti = [cartaceo]) =>
    rifiutoDi(() =>
      copiaDiCartaceo(bozzaDiProva({ ...digitale, ...richiesta }), circostanzeDiProva({ riferimenti })),
    );
  expect(con({}, [])).toBe('copia-senza-originale');
  expect(con({}, [{ ...cartaceo, supporto: 'digitale' }])).toBe('copia-di-digitale');
  expect(con({ supporto: 'analogico' })).toBe('copia-non-digitale');
  expect(con({ flusso: 'U' })).toBe('copia-solo-arrivo');
});
