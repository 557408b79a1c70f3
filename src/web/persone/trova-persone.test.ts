import { expect, test } from 'vitest';
import { trovaPersone } from './trova-persone.ts';

const persone = [
  { id: '1', nome: 'Niccolò', cognome: 'De Luca', nota: 'Ufficio Tecnico' },
  { id: '2', nome: 'Luca', cognome: 'Rossi' },
  { id: '3', nome: 'Anna', cognome: 'Rossi' },
];
const chi = (testo: string): string[] => trovaPersone(persone, testo).map((p) => p.id);

test('una persona si trova con parti del nome in qualunque ordine, senza badare ad accenti e maiuscole', () => {
  expect(chi('LUCA')).toEqual(['1', '2']);
  expect(chi('niccolo de')).toEqual(['1']);
  expect(chi('anna rossi')).toEqual(['3']);
  expect(chi('rossi tecnico')).toEqual([]);
  expect(chi('')).toHaveLength(3);
});
