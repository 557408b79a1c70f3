import { expect, test } from 'vitest';
import { data, dataOra, giornoEOraDi, istanteDiRoma } from './roma.ts';

test('data e ora scritte dall’operatore sono quelle di Roma, d’inverno e d’estate', () => {
  expect(istanteDiRoma('2026-11-21', '10:15')).toBe('2026-11-21T10:15:00+01:00');
  expect(istanteDiRoma('2026-07-01', '23:59')).toBe('2026-07-01T23:59:00+02:00');
  expect(istanteDiRoma('2026-12-31', '')).toBe('2026-12-31T00:00:00+01:00');
  expect(istanteDiRoma('', '10:15')).toBeUndefined();
});

test('nei giorni del cambio dell’ora ogni ora scritta diventa un istante che esiste', () => {
  // 29 March 2026: from 2:00 to 3:00. 25 October 2026: from 3:00 back to 2:00.
  expect(istanteDiRoma('2026-03-29', '01:59')).toBe('2026-03-29T01:59:00+01:00');
  expect(istanteDiRoma('2026-03-29', '02:30')).toBe('2026-03-29T03:30:00+02:00');
  expect(istanteDiRoma('2026-03-29', '03:00')).toBe('2026-03-29T03:00:00+02:00');
  expect(istanteDiRoma('2026-10-25', '01:59')).toBe('2026-10-25T01:59:00+02:00');
  expect(istanteDiRoma('2026-10-25', '02:30')).toBe('2026-10-25T02:30:00+02:00');
  expect(istanteDiRoma('2026-10-25', '03:00')).toBe('2026-10-25T03:00:00+01:00');
});

test('un istante si legge all’ora di Roma e un giorno resta quel giorno', () => {
  expect(dataOra('2026-12-31T23:30:00Z')).toBe('01/01/2027, 00:30');
  expect(data('2026-12-31T23:30:00Z')).toBe('01/01/2027');
  expect(data('2026-12-31')).toBe('31/12/2026');
  expect(giornoEOraDi(new Date('2026-06-30T22:05:00Z'))).toEqual({ giorno: '2026-07-01', ora: '00:05' });
});
