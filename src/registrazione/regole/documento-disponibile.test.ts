import { expect, test } from 'vitest';
import { bozzaDiProva, circostanzeDiProva, rifiutoDi } from '../../../test/support/bozza-di-prova.ts';
import { documentoDisponibile } from './documento-disponibile.ts';

test('serve il file, o la carta dichiarata e disponibile, e non tutte e due le cose', () => {
  const prova = (richiesta: object) =>
    rifiutoDi(() => documentoDisponibile(bozzaDiProva(richiesta), circostanzeDiProva()));
  const analogico = { esemplare: 'originale', unico: true, disponibile: true };
  expect(prova({})).toBeUndefined();
  expect(prova({ analogico: undefined })).toBe('analogico-da-descrivere');
  expect(prova({ analogico: { ...analogico, disponibile: false } })).toBe('cartaceo-non-disponibile');
  expect(prova({ supporto: 'digitale', analogico })).toBe('analogico-di-digitale');
  expect(prova({ supporto: undefined, analogico: undefined })).toBe('documento-mancante');
  expect(prova({ supporto: undefined, analogico: undefined, documentoPrincipale: 'a' })).toBeUndefined();
});
