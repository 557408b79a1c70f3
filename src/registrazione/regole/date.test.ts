import { expect, test } from 'vitest';
import { bozzaDiProva, circostanzeDiProva, rifiutoDi } from '../../../test/support/bozza-di-prova.ts';
import { datePlausibili } from './date.ts';

// The test's clock says 15 June 2026, 12:00 in Rome.
const prova = (richiesta: object) =>
  rifiutoDi(() => datePlausibili(bozzaDiProva(richiesta), circostanzeDiProva()));

test('le date di arrivo, del documento e del protocollo del mittente non sono nel futuro', () => {
  expect(
    prova({
      dataArrivo: '2026-06-15T11:59:00+02:00',
      dataDocumento: '2026-06-15',
      protocolloMittente: { numero: '1', data: '2026-06-15' },
    }),
  ).toBeUndefined();
  expect(prova({ dataArrivo: '2026-06-15T12:06:00+02:00' })).toBe('arrivo-futuro');
  expect(prova({ dataDocumento: '2026-06-16' })).toBe('data-documento-futura');
  expect(prova({ protocolloMittente: { numero: '1', data: '2026-06-16' } })).toBe(
    'protocollo-mittente-futuro',
  );
});

test('arrivo e protocollo del mittente riguardano solo ciò che arriva', () => {
  expect(prova({ flusso: 'U', dataArrivo: '2026-06-15T11:00:00+02:00' })).toBe('arrivo-solo-in-entrata');
  expect(prova({ flusso: 'I', protocolloMittente: { numero: '1' } })).toBe(
    'protocollo-mittente-solo-in-entrata',
  );
});
