import { expect, test } from 'vitest';
import { condizioni, filtraMatrice, type Gruppo } from './filtra.ts';

const p = (permesso: string, descrizione: string, a: string[]) => ({
  permesso,
  descrizione,
  personali: false,
  a,
});
const gruppi: Gruppo[] = [
  { nome: 'Registrazione', permessi: [p('x.registra', 'Registra documenti', ['operatore'])] },
  { nome: 'Vigilanza', permessi: [p('y.log', 'Consulta l’attività', ['rsp']), p('z', 'Vede avvisi', [])] },
];
const nomi = (g: Gruppo[]): string[] => g.flatMap((x) => x.permessi.map((y) => y.permesso));

test('la matrice si filtra con parole della descrizione, del nome o del gruppo, e con ciò che una colonna può', () => {
  expect(nomi(filtraMatrice(gruppi, ''))).toHaveLength(3);
  expect(nomi(filtraMatrice(gruppi, 'ATTIVITA'))).toEqual(['y.log']);
  expect(nomi(filtraMatrice(gruppi, 'vigilanza vede'))).toEqual(['z']);
  expect(nomi(filtraMatrice(gruppi, '', 'operatore'))).toEqual(['x.registra']);
  expect(filtraMatrice(gruppi, 'inesistente')).toEqual([]);
});

test('di ogni operazione si dice che cosa occorre oltre al profilo', () => {
  expect(condizioni({ ...p('x', 'X', []), personali: true, presso: 'uop' })).toEqual([
    'solo chi è incaricato del trattamento',
    'solo presso una UOP',
  ]);
  expect(condizioni(p('x', 'X', []))).toEqual([]);
});
