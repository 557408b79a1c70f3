import { expect, test } from 'vitest';
import { bozzaDiProva, circostanzeDiProva, rifiutoDi } from '../../../test/support/bozza-di-prova.ts';
import { collegamentiEsistenti } from './collegamenti.ts';

test('un collegamento porta a una registrazione che c’è, una volta sola', () => {
  const altra = { id: 'x', anno: 2026, numero: 7, supporto: 'digitale', istante: '2026-01-01T10:00:00Z' };
  const voce = { tipo: 'risposta' as const, anno: 2026, numero: 7 };
  const bozza = bozzaDiProva({ collegamenti: [voce, voce] });
  collegamentiEsistenti(bozza, circostanzeDiProva({ riferimenti: [altra] }));
  expect(bozza.collegamenti).toEqual([{ tipo: 'risposta', altra }]);
  expect(
    rifiutoDi(() => collegamentiEsistenti(bozzaDiProva({ collegamenti: [voce] }), circostanzeDiProva())),
  ).toBe('collegamento-inesistente');
});
