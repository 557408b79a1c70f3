import { expect, test } from 'vitest';
import { bozzaDiProva, circostanzeDiProva, rifiutoDi } from '../../../test/support/bozza-di-prova.ts';
import { corrispondentiObbligatori } from './corrispondenti.ts';

test('in arrivo serve il mittente, in partenza e fra uffici almeno un destinatario', () => {
  const qualcuno = [{ tipo: 'PG' as const, nominativo: 'Impresa Verdi' }];
  const prova = (flusso: 'E' | 'U' | 'I', altro: object) =>
    rifiutoDi(() => corrispondentiObbligatori(bozzaDiProva({ flusso }, altro), circostanzeDiProva()));
  expect(prova('E', { destinatari: qualcuno })).toBe('mittente-mancante');
  expect(prova('E', { mittenti: qualcuno })).toBeUndefined();
  for (const flusso of ['U', 'I'] as const) {
    expect(prova(flusso, { mittenti: qualcuno })).toBe('destinatari-mancante');
    expect(prova(flusso, { destinatari: qualcuno })).toBeUndefined();
  }
});
