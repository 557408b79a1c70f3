import { expect, test } from 'vitest';
import { bozzaDiProva, circostanzeDiProva, rifiutoDi } from '../../../test/support/bozza-di-prova.ts';
import { unitaDiProtocollo } from './unita-di-protocollo.ts';

test('registra una UOP; in partenza e fra uffici solo l’Ufficio Protocollo', () => {
  const prova = (flusso: 'E' | 'U' | 'I', unita: object) =>
    rifiutoDi(() => unitaDiProtocollo(bozzaDiProva({ flusso }), circostanzeDiProva({}, unita)));
  expect(prova('E', { uop: false, ufficioProtocollo: false })).toBe('unita-non-uop');
  expect(prova('E', { ufficioProtocollo: false })).toBeUndefined();
  for (const flusso of ['U', 'I'] as const) {
    expect(prova(flusso, { ufficioProtocollo: false })).toBe('solo-ufficio-protocollo');
    expect(prova(flusso, {})).toBeUndefined();
  }
});
