import { expect, test } from 'vitest';
import { bozzaDiProva, circostanzeDiProva, rifiutoDi } from '../../../test/support/bozza-di-prova.ts';
import { ufficioAmmesso } from './ufficio-ammesso.ts';

test('nel repertorio registra qualunque ufficio, se il registro non dice quali; in uno chiuso nessuno', () => {
  const prova = (registro: object): string | undefined => {
    const circostanze = circostanzeDiProva({}, { uop: false, ufficioProtocollo: false });
    Object.assign(circostanze.fatti.registro, { tipo: 'repertorio' }, registro);
    return rifiutoDi(() => ufficioAmmesso(bozzaDiProva(), circostanze));
  };
  expect(prova({})).toBeUndefined();
  expect(prova({ uffici: ['Ufficio Tecnico'], ufficioAmmesso: false })).toBe('ufficio-non-ammesso');
  expect(prova({ chiuso: true })).toBe('repertorio-chiuso');
});
