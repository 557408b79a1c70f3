import { expect, test } from 'vitest';
import { cambiati, riportati, type Facoltativi } from './facoltativi.ts';

const letti: Facoltativi = {
  classificazione: 'VI.3',
  unitaCompetente: '',
  rpa: 'Anna Rossi',
  mezzo: 'posta',
  numeroRaccomandata: '',
  dataDocumento: '',
  luogo: '',
  note: '',
};

test('si manda solo ciò che è cambiato, e un campo svuotato si cancella', () => {
  expect(cambiati(letti, letti)).toEqual({});
  expect(cambiati(letti, { ...letti, rpa: ' ', note: ' Urgente ' })).toEqual({ rpa: null, note: 'Urgente' });
});

test('continuando dopo la modifica di un altro, la sua resta e si aggiunge la propria', () => {
  const altrui = { ...letti, luogo: 'Esempio', rpa: 'Marco Verdi' };
  const miei = { ...letti, note: 'Mia nota' };
  const dopo = riportati(letti, miei, altrui);
  expect(dopo).toEqual({ ...altrui, note: 'Mia nota' });
  expect(cambiati(altrui, dopo)).toEqual({ note: 'Mia nota' });
});
