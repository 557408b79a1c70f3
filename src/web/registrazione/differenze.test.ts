import { expect, test } from 'vitest';
import { differenze } from './differenze.ts';
import { leggibile } from './valore.tsx';

test('il confronto segna solo le parole cambiate e rimette insieme i due testi', () => {
  const parti = differenze(
    'Istanza di permesso di costruire',
    'Istanza di permesso per costruire una tettoia',
  );
  expect(parti).toEqual([
    { tipo: 'uguale', testo: 'Istanza di permesso ' },
    { tipo: 'tolto', testo: 'di costruire' },
    { tipo: 'messo', testo: 'per costruire una tettoia' },
  ]);
  const unione = (lato: 'tolto' | 'messo'): string =>
    parti
      .filter((p) => p.tipo !== (lato === 'tolto' ? 'messo' : 'tolto'))
      .map((p) => p.testo)
      .join('');
  expect(unione('tolto')).toBe('Istanza di permesso di costruire');
  expect(unione('messo')).toBe('Istanza di permesso per costruire una tettoia');
  expect(differenze('uguale', 'uguale')).toEqual([{ tipo: 'uguale', testo: 'uguale' }]);
});

test('ogni valore si legge come lo direbbe l’ufficio', () => {
  expect(leggibile(null)).toBe('(nessun valore)');
  expect(leggibile('2026-11-21')).toBe('21/11/2026');
  expect(leggibile('2026-11-21T10:15:00.000+01:00')).toBe('21/11/2026, 10:15');
  expect(leggibile({ codice: 'VI.3', denominazione: 'Edilizia privata' })).toBe('VI.3 Edilizia privata');
  expect(leggibile({ numero: '12/A', data: '2026-11-20' })).toBe('12/A del 20/11/2026');
  expect(
    leggibile([
      { tipo: 'PF', nominativo: 'Rossi Anna' },
      { tipo: 'PG', nominativo: 'Edil Nord', ufficio: 'Acquisti' },
    ]),
  ).toBe('Rossi Anna; Edil Nord (Acquisti)');
});
