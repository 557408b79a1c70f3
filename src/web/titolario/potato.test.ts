import { expect, test } from 'vitest';
import type { NodoTitolario } from './tipi.ts';
import { potato, trovaNodo } from './potato.ts';

const nodo = (codice: string, denominazione: string, figli: NodoTitolario[] = []): NodoTitolario => ({
  id: codice,
  identita: codice,
  numero: 1,
  tipi: [],
  usabile: figli.length === 0,
  codice,
  denominazione,
  figli,
});
const foglia = (codice: string, denominazione: string) => nodo(codice, denominazione);
const albero = [
  nodo('I', 'Amministrazione generale', [foglia('I.1', 'Legislazione'), foglia('I.6', 'Archivio')]),
  nodo('VI', 'Pianificazione', [foglia('VI.3', 'Edilizia privata')]),
];

test('la ricerca nel titolario mostra le voci trovate con i loro titoli, senza badare ad accenti e maiuscole', () => {
  expect(potato(albero, '')).toEqual(albero);
  expect(potato(albero, 'ARCHÌVIO')).toEqual([{ ...albero[0], figli: [foglia('I.6', 'Archivio')] }]);
  expect(potato(albero, 'vi.3')).toEqual([{ ...albero[1] }]);
  expect(potato(albero, 'pianificazione')).toEqual([albero[1]]);
  expect(potato(albero, 'edilizia pubblica')).toEqual([]);
});

test('una voce si trova per codice, con ciò che le sta sopra', () => {
  expect(trovaNodo(albero, 'VI.3')).toMatchObject({
    nodo: { denominazione: 'Edilizia privata' },
    percorso: ['Pianificazione'],
  });
  expect(trovaNodo(albero, 'X')).toBeUndefined();
});
