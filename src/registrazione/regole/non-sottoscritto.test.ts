import { expect, test } from 'vitest';
import { bozzaDiProva, circostanzeDiProva, rifiutoDi } from '../../../test/support/bozza-di-prova.ts';
import { documentoNonSottoscritto } from './non-sottoscritto.ts';

test('senza firma il mittente resta e si aggiunge la dicitura; un anonimo non è anche non sottoscritto', () => {
  const bozza = bozzaDiProva(
    { nonSottoscritto: true },
    { mittenti: [{ tipo: 'PF', nominativo: 'Rossi Maria' }] },
  );
  documentoNonSottoscritto(bozza, circostanzeDiProva());
  expect([bozza.diciture, bozza.mittenti.length]).toEqual([['DOCUMENTO NON SOTTOSCRITTO'], 1]);
  expect(
    rifiutoDi(() =>
      documentoNonSottoscritto(bozzaDiProva({ nonSottoscritto: true, anonimo: true }), circostanzeDiProva()),
    ),
  ).toBe('non-sottoscritto-anonimo');
});
