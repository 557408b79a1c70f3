import { expect, test } from 'vitest';
import { bozzaDiProva, circostanzeDiProva, rifiutoDi } from '../../../test/support/bozza-di-prova.ts';
import { registroDiDocumenti } from './registro-di-documenti.ts';

test('nel registro dei fascicoli non si registrano documenti', () => {
  const circostanze = circostanzeDiProva();
  expect(rifiutoDi(() => registroDiDocumenti(bozzaDiProva(), circostanze))).toBeUndefined();
  circostanze.fatti.registro.tipo = 'fascicoli';
  expect(rifiutoDi(() => registroDiDocumenti(bozzaDiProva(), circostanze))).toBe('registro-di-fascicoli');
});
