import { expect, test } from 'vitest';
import { bozzaDiProva, circostanzeDiProva, rifiutoDi } from '../../../test/support/bozza-di-prova.ts';
import { allegatiDichiarati } from './allegati-dichiarati.ts';

test('la differenza fra allegati dichiarati e pervenuti è un avviso; quando coincidono non si dice nulla', () => {
  const diversi = bozzaDiProva({ allegatiDichiarati: 2, allegati: [{ descrizione: 'Uno' }] });
  allegatiDichiarati(diversi, circostanzeDiProva());
  expect(diversi.avvisi).toEqual(['Allegati dichiarati 2, pervenuti 1.']);
  for (const richiesta of [
    {},
    { allegatiDichiarati: 0 },
    { allegatiDichiarati: 1, allegati: [{ descrizione: 'Uno' }] },
  ]) {
    const uguali = bozzaDiProva(richiesta);
    expect(rifiutoDi(() => allegatiDichiarati(uguali, circostanzeDiProva()))).toBeUndefined();
    expect(uguali.avvisi).toEqual([]);
  }
});
