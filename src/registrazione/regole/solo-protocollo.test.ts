import { expect, test } from 'vitest';
import { bozzaDiProva, circostanzeDiProva, rifiutoDi } from '../../../test/support/bozza-di-prova.ts';
import { soloProtocollo } from './solo-protocollo.ts';

test('categoria esclusa e copia di un cartaceo protocollato non si indicano in un repertorio', () => {
  const prova = (richiesta: object): string | undefined =>
    rifiutoDi(() => soloProtocollo(bozzaDiProva(richiesta), circostanzeDiProva()));
  expect(prova({})).toBeUndefined();
  expect(prova({ categoriaEsclusa: 'giornali' })).toBe('categoria-in-repertorio');
  expect(prova({ copiaDi: { anno: 2026, numero: 1 } })).toBe('copia-in-repertorio');
});
