import { expect, test } from 'vitest';
import { potato } from './potato.ts';

const foglia = (codice: string, denominazione: string) => ({ codice, denominazione, figli: [] });
const albero = [
  {
    codice: 'I',
    denominazione: 'Amministrazione generale',
    figli: [foglia('I.1', 'Legislazione'), foglia('I.6', 'Archivio')],
  },
  { codice: 'VI', denominazione: 'Pianificazione', figli: [foglia('VI.3', 'Edilizia privata')] },
];

test('la ricerca nel titolario mostra le voci trovate con i loro titoli, senza badare ad accenti e maiuscole', () => {
  expect(potato(albero, '')).toEqual(albero);
  expect(potato(albero, 'ARCHÌVIO')).toEqual([{ ...albero[0], figli: [foglia('I.6', 'Archivio')] }]);
  expect(potato(albero, 'vi.3')).toEqual([{ ...albero[1] }]);
  expect(potato(albero, 'pianificazione')).toEqual([albero[1]]);
  expect(potato(albero, 'edilizia pubblica')).toEqual([]);
});
