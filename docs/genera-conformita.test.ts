import { expect, test } from 'vitest';
import { componi, idDelTitolo, proveNel, type Requisito } from './genera-conformita.ts';

const riga = (id: string): Requisito => ({
  id,
  sezione: 'Art. 56 – Segnatura',
  requisito: `Requisito ${id} con un | dentro`,
  tipo: 'rule',
  verifica: '',
  priorita: 'core',
});

test('tutti gli ID che aprono un titolo contano, quelli dopo la prima parola no', () => {
  expect(idDelTitolo('RN-56.4, PISA-2 CORI-10: la segnatura è una, come vuole RN-56.1')).toEqual([
    'RN-56.4',
    'PISA-2',
    'CORI-10',
  ]);
  expect(idDelTitolo('RN-52.5-2 il numero')).toEqual(['RN-52.5-2']);
  expect(idDelTitolo('la segnatura è una, come vuole RN-56.1')).toEqual([]);
});

test('si vedono i titoli di test e it, con o senza modificatori, ma non quelli di describe né dei commenti', () => {
  const sorgente = `
    describe('RN-1.1 insieme', () => {
      test('RN-56.4 uno', () => {});
      it.concurrent(\`RN-56.5a due\`, async () => {});
      test.skipIf(manca('chromium'))('RN-56.6a tre', () => {});
      test.each([1, 2])('RN-57.1 quattro', () => {});
      // test('RN-57.2 no', () => {});
      test(\`RN-57.\${n} no\`, () => {});
    });`;
  expect(proveNel('src/x.test.ts', sorgente).map((prova) => prova.id)).toEqual([
    ['RN-56.4'],
    ['RN-56.5a'],
    ['RN-56.6a'],
    ['RN-57.1'],
  ]);
});

test('la pagina dice per ogni riga le prove e lo stato, e i totali per priorità', () => {
  const pagina = componi(
    [riga('RN-56.4'), riga('RN-56.5a')],
    [{ id: ['RN-56.4'], titolo: 'RN-56.4 la segnatura', file: 'src/segnatura/segnatura.test.ts' }],
  );
  expect(pagina).toContain('| core | 1 | 2 |');
  expect(pagina).toContain(
    '| RN-56.4 | Requisito RN-56.4 con un \\| dentro | core | RN-56.4 la segnatura ([segnatura.test.ts](../src/segnatura/segnatura.test.ts)) | provato |',
  );
  expect(pagina).toContain('| RN-56.5a | Requisito RN-56.5a con un \\| dentro | core |  | in attesa |');
});

test('un ID che non è in nessuna riga ferma la generazione e viene nominato', () => {
  expect(() =>
    componi([riga('RN-56.4')], [{ id: ['RN-99.9'], titolo: 'RN-99.9 x', file: 'src/x.test.ts' }]),
  ).toThrow('RN-99.9 (src/x.test.ts: «RN-99.9 x»)');
});
