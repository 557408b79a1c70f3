import { expect, test } from 'vitest';
import { leggiDocumento, leggiFiltriLog, scriviDocumento } from './filtri.ts';

test('un documento si scrive come si dice: numero e anno, con il registro se non è il protocollo', () => {
  expect(leggiDocumento('345/2026')).toEqual({ anno: 2026, numero: 345 });
  expect(leggiDocumento(' 0000345 / 2026 ')).toEqual({ anno: 2026, numero: 345 });
  expect(leggiDocumento('ORD 12/2025')).toEqual({ registro: 'ORD', anno: 2025, numero: 12 });
  for (const altro of ['345', '345/26', 'trecento/2026', '', '3/2026/1'])
    expect(leggiDocumento(altro)).toBeUndefined();
  expect(scriviDocumento({ anno: 2026, numero: 345 })).toBe('345/2026');
  expect(scriviDocumento({ registro: 'ORD', anno: 2025, numero: 12 })).toBe('ORD 12/2025');
});

test('di un indirizzo scritto a mano resta ciò che ha senso', () => {
  expect(leggiFiltriLog({ dal: 'ieri', al: '2026-01-31', anno: '2026', numero: '0', persona: ' ' })).toEqual({
    al: '2026-01-31',
    anno: 2026,
  });
});
