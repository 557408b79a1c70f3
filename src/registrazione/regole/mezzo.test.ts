import { expect, test } from 'vitest';
import { bozzaDiProva, circostanzeDiProva, rifiutoDi } from '../../../test/support/bozza-di-prova.ts';
import { mezzoPrevisto } from './mezzo.ts';

test('il mezzo è dell’elenco e adatto al flusso; può mancare', () => {
  const prova = (richiesta: object) =>
    rifiutoDi(() => mezzoPrevisto(bozzaDiProva(richiesta), circostanzeDiProva()));
  expect([prova({}), prova({ mezzo: 'pec' }), prova({ flusso: 'I', mezzo: 'brevi-manu' })]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([prova({ mezzo: 'piccione' }), prova({ flusso: 'E', mezzo: 'brevi-manu' })]).toEqual([
    'mezzo-non-previsto',
    'mezzo-non-previsto',
  ]);
});
