import { expect, test } from 'vitest';
import { bozzaDiProva, circostanzeDiProva, rifiutoDi } from '../../../test/support/bozza-di-prova.ts';
import { documentiEsclusi } from './documenti-esclusi.ts';

const categoria = {
  id: 'c',
  codice: 'riviste',
  denominazione: 'Riviste',
  origine: 'DPR 445/2000, art. 53 c. 5',
};

test('una categoria esclusa ferma la registrazione, salvo per raccomandata', () => {
  expect(
    rifiutoDi(() =>
      documentiEsclusi(bozzaDiProva({ categoriaEsclusa: 'riviste' }), circostanzeDiProva({ categoria })),
    ),
  ).toBe('categoria-esclusa');
  expect(
    rifiutoDi(() => documentiEsclusi(bozzaDiProva({ categoriaEsclusa: 'ignota' }), circostanzeDiProva())),
  ).toBe('categoria-sconosciuta');
  const raccomandata = bozzaDiProva({ categoriaEsclusa: 'riviste', mezzo: 'raccomandata' });
  documentiEsclusi(raccomandata, circostanzeDiProva({ categoria }));
  expect(raccomandata.avvisi).toHaveLength(1);
});
