import { expect, test } from 'vitest';
import { daTesto, nominativo, ripulito } from './nominativo.ts';

test('quello che si scrive nella ricerca diventa l’inizio di un corrispondente nuovo', () => {
  expect(daTesto('PF', ' De  Santis Maria Pia ')).toEqual({
    tipo: 'PF',
    cognome: 'De',
    nome: 'Santis Maria Pia',
  });
  expect(daTesto('PG', 'Edil Nord s.r.l.')).toEqual({ tipo: 'PG', denominazione: 'Edil Nord s.r.l.' });
  expect(daTesto('PG', 'edil@pec.example')).toEqual({ tipo: 'PG', indirizziDigitali: ['edil@pec.example'] });
  expect(nominativo({ nome: 'Anna', cognome: 'Rossi' })).toBe('Rossi Anna');
});

test('al server vanno solo i campi pieni e propri del tipo', () => {
  expect(
    ripulito({
      tipo: 'PF',
      nome: ' Anna ',
      cognome: 'Rossi',
      denominazione: 'resto di prima',
      codiceFiscale: '',
      codiceIpa: 'c_a',
    }),
  ).toEqual({ tipo: 'PF', nome: 'Anna', cognome: 'Rossi' });
  expect(
    ripulito({
      tipo: 'PAI',
      denominazione: 'Regione',
      codiceIpa: 'r_x',
      indirizziDigitali: ['', ' a@b.it '],
    }),
  ).toEqual({
    tipo: 'PAI',
    denominazione: 'Regione',
    codiceIpa: 'r_x',
    indirizziDigitali: ['a@b.it'],
  });
});
