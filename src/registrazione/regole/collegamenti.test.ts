import { expect, test } from 'vitest';
import {
  bozzaDiProva,
  circostanzeDiProva,
  riferimentoDiProva,
  rifiutoDi,
} from '../../../test/support/bozza-di-prova.ts';
import { collegamentiEsistenti } from './collegamenti.ts';

test('un collegamento porta a una registrazione che c’è, una volta sola', () => {
  const altra = riferimentoDiProva({ numero: 7 });
  const voce = { tipo: 'risposta' as const, anno: 2026, numero: 7 };
  const bozza = bozzaDiProva({ collegamenti: [voce, voce] });
  collegamentiEsistenti(bozza, circostanzeDiProva({ riferimenti: [altra] }));
  expect(bozza.collegamenti).toEqual([{ tipo: 'risposta', altra }]);
  expect(
    rifiutoDi(() => collegamentiEsistenti(bozzaDiProva({ collegamenti: [voce] }), circostanzeDiProva())),
  ).toBe('collegamento-inesistente');
  const particolare = bozzaDiProva({ collegamenti: [{ ...voce, tipo: 'registrazione-particolare' }] });
  expect(
    rifiutoDi(() => collegamentiEsistenti(particolare, circostanzeDiProva({ riferimenti: [altra] }))),
  ).toBe('collegamento-automatico');
});

test('lo stesso numero di un altro registro è un’altra registrazione', () => {
  const ordinanza = riferimentoDiProva({ id: 'o', registro: 'ORDINANZE', tipo: 'repertorio', numero: 7 });
  const voce = { tipo: 'segue' as const, anno: 2026, numero: 7 };
  const circostanze = circostanzeDiProva({ riferimenti: [ordinanza] });
  expect(rifiutoDi(() => collegamentiEsistenti(bozzaDiProva({ collegamenti: [voce] }), circostanze))).toBe(
    'collegamento-inesistente',
  );
  const bozza = bozzaDiProva({ collegamenti: [{ ...voce, registro: 'ORDINANZE' }] });
  collegamentiEsistenti(bozza, circostanze);
  expect(bozza.collegamenti).toEqual([{ tipo: 'segue', altra: ordinanza }]);
});
