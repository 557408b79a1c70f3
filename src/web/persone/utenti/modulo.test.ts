import { expect, test } from 'vitest';
import { controllaUtente, daInviare, datiDi, datiVuoti } from './modulo.ts';

const oggi = '2026-11-26';
const buoni = {
  ...datiVuoti(oggi),
  nome: ' Laura ',
  cognome: 'Bianchi',
  codiceFiscale: ' rssmra85t10a562s ',
};

test('di una persona nuova si dice che cosa manca prima di chiedere, campo per campo', () => {
  expect(
    Object.keys(controllaUtente({ ...datiVuoti(oggi), email: 'x', incaricato: true }, 'L Bianchi')),
  ).toEqual(['cognome', 'nome', 'codiceFiscale', 'email', 'incaricato.atto', 'nomeUtente']);
  expect(controllaUtente(buoni, 'l.bianchi')).toEqual({});
  // Of who is there already the code may not be known.
  expect(controllaUtente({ ...buoni, codiceFiscale: '' })).toEqual({});
});

test('ciò che non è scritto non si manda, e ciò che si legge si rimanda com’è', () => {
  expect(daInviare(buoni)).toEqual({
    nome: 'Laura',
    cognome: 'Bianchi',
    rapporto: 'dipendente',
    codiceFiscale: 'RSSMRA85T10A562S',
  });
  const letto = {
    id: 'x',
    nomeUtente: 'l.bianchi',
    nome: 'Laura',
    cognome: 'Bianchi',
    email: 'l@comune.example',
    rapporto: 'esterno' as const,
    incaricato: { dal: '2026-02-01', atto: 'Decreto 4', datiParticolari: true, datiGiudiziari: false },
    attivo: true,
    creatoIl: '2026-01-01T00:00:00Z',
    sessioni: 0,
  };
  const { nome, cognome, email, rapporto, incaricato } = letto;
  expect(daInviare(datiDi(letto, oggi))).toEqual({ nome, cognome, email, rapporto, incaricato });
});
