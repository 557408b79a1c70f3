import { expect, test } from 'vitest';
import { bozzaDiProva, circostanzeDiProva, rifiutoDi } from '../../../test/support/bozza-di-prova.ts';
import { numeroRaccomandata } from './raccomandata.ts';

test('il numero va con la raccomandata; se manca, lo si ricorda', () => {
  expect(
    rifiutoDi(() =>
      numeroRaccomandata(bozzaDiProva({ mezzo: 'posta', numeroRaccomandata: '1' }), circostanzeDiProva()),
    ),
  ).toBe('raccomandata-senza-mezzo');
  const senza = bozzaDiProva({ mezzo: 'raccomandata' });
  numeroRaccomandata(senza, circostanzeDiProva());
  expect(senza.avvisi).toHaveLength(1);
  const con = bozzaDiProva({ mezzo: 'raccomandata', numeroRaccomandata: '1' });
  numeroRaccomandata(con, circostanzeDiProva());
  expect(con.avvisi).toEqual([]);
});
