import { expect, test } from 'vitest';
import { bozzaDiProva, circostanzeDiProva, rifiutoDi } from '../../../test/support/bozza-di-prova.ts';
import { urlPubblicoConfigurato } from './url-pubblico.ts';

test('un ente vero non registra prima di avere l’indirizzo che finirà nei codici QR; uno dimostrativo sì', () => {
  const prova = (altro: object) =>
    rifiutoDi(() => urlPubblicoConfigurato(bozzaDiProva(), circostanzeDiProva({}, altro)));
  expect(prova({})).toBe('configurazione.url-pubblico-mancante');
  expect(prova({ urlConfigurato: true })).toBeUndefined();
  expect(prova({ dimostrativo: true })).toBeUndefined();
});
