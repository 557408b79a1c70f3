import { expect, test } from 'vitest';
import { festivita, pasqua } from './festivita.ts';
import { giornoLavorativo, prossimoLavorativo } from './giorni-lavorativi.ts';

test('la Pasqua cade nel giorno giusto per un secolo e mezzo, compresi i casi estremi', () => {
  const note: [number, string][] = [
    [1961, '1961-04-02'],
    [2000, '2000-04-23'],
    [2008, '2008-03-23'],
    [2011, '2011-04-24'],
    [2019, '2019-04-21'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
    [2049, '2049-04-18'],
    [2076, '2076-04-19'],
    [2099, '2099-04-12'],
  ];
  for (const [anno, giorno] of note) expect(pasqua(anno)).toBe(giorno);
});

test('i festivi nazionali di un anno, con San Francesco dal 2026', () => {
  expect(festivita(2026).map((f) => f.giorno.slice(5))).toEqual(
    '01-01 01-06 04-05 04-06 04-25 05-01 06-02 08-15 10-04 11-01 12-08 12-25 12-26'.split(' '),
  );
  expect(festivita(2025).some((f) => f.giorno === '2025-10-04')).toBe(false);
});

test('il giorno lavorativo seguente salta sabati, domeniche, festivi, patrono e chiusure', () => {
  const nessuna = {};
  // Friday, Monday; Christmas Eve of 2029 (a Monday) and of 2026 (a Thursday, with the weekend after the two feasts).
  expect(prossimoLavorativo('2026-03-06', nessuna)).toBe('2026-03-09');
  expect(prossimoLavorativo('2029-12-24', nessuna)).toBe('2029-12-27');
  expect(prossimoLavorativo('2026-12-24', nessuna)).toBe('2026-12-28');
  expect(prossimoLavorativo('2026-04-03', nessuna)).toBe('2026-04-07');
  expect(prossimoLavorativo('2026-03-17', { patrono: '03-18' })).toBe('2026-03-19');
  expect(
    prossimoLavorativo('2026-03-17', { patrono: '03-18', straordinarie: [{ giorno: '2026-03-19' }] }),
  ).toBe('2026-03-20');
  expect(giornoLavorativo('2027-03-18', { patrono: '03-18' })).toBe(false);
  expect(prossimoLavorativo('2027-12-31', nessuna)).toBe('2028-01-03');
});
