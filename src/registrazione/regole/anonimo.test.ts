import { expect, test } from 'vitest';
import { bozzaDiProva, circostanzeDiProva, rifiutoDi } from '../../../test/support/bozza-di-prova.ts';
import { mittenteAnonimo } from './anonimo.ts';

test('un documento anonimo prende la dicitura come mittente, ma solo in arrivo e senza un mittente scritto', () => {
  const bozza = bozzaDiProva({ anonimo: true });
  mittenteAnonimo(bozza, circostanzeDiProva());
  expect([bozza.mittenti, bozza.diciture]).toEqual([
    [{ tipo: 'anonimo', nominativo: 'MITTENTE ANONIMO' }],
    ['MITTENTE ANONIMO'],
  ]);
  expect(
    rifiutoDi(() => mittenteAnonimo(bozzaDiProva({ anonimo: true, flusso: 'U' }), circostanzeDiProva())),
  ).toBe('anonimo-solo-arrivo');
  const conMittente = bozzaDiProva(
    { anonimo: true },
    { mittenti: [{ tipo: 'PF', nominativo: 'Rossi Maria' }] },
  );
  expect(rifiutoDi(() => mittenteAnonimo(conMittente, circostanzeDiProva()))).toBe('anonimo-con-mittente');
});
