import { expect, test } from 'vitest';
import { interpretaRicerca } from './interpreta-ricerca.ts';

test('il numero con l’anno e l’etichetta letta dal lettore portano alla registrazione', () => {
  const salto = { tipo: 'salto', anno: '2026', numero: '345' };
  expect(interpretaRicerca('345/2026')).toEqual(salto);
  expect(interpretaRicerca(' 0000345 / 2026 ')).toEqual(salto);
  expect(interpretaRicerca('n. 345/2026')).toEqual(salto);
  expect(interpretaRicerca('A1B2C3D-PG-20260000345')).toEqual(salto);
  expect(interpretaRicerca('A1B2C3D-PG-2026-0000345')).toEqual(salto);
  expect(interpretaRicerca('PG 345/2026')).toEqual(salto);
  const ordinanza = { ...salto, registro: 'ORDINANZE' };
  expect(interpretaRicerca('ORDINANZE 345/2026')).toEqual(ordinanza);
  expect(interpretaRicerca('ordinanze n. 345 / 2026')).toEqual(ordinanza);
  expect(interpretaRicerca('A1B2C3D-ORDINANZE-20260000345')).toEqual(ordinanza);
});

test('una data porta a quel giorno del registro, una data che non esiste è testo', () => {
  expect(interpretaRicerca('21/11/2026')).toEqual({ tipo: 'giorno', giorno: '2026-11-21' });
  expect(interpretaRicerca('1.3.2026')).toEqual({ tipo: 'giorno', giorno: '2026-03-01' });
  expect(interpretaRicerca('31/02/2026')).toEqual({ tipo: 'testo', testo: '31/02/2026' });
});

test('codice fiscale e partita IVA cercano il corrispondente, il resto, con gli indirizzi di posta, è testo libero', () => {
  expect(interpretaRicerca('rssmra80a01h501u')).toEqual({
    tipo: 'corrispondente',
    testo: 'RSSMRA80A01H501U',
  });
  // A code in which digits became letters (omocodia).
  expect(interpretaRicerca('RSSMRA8LALMH5LMU').tipo).toBe('corrispondente');
  // No month has this letter.
  expect(interpretaRicerca('RSSMRA80Z01H501U').tipo).toBe('testo');
  expect(interpretaRicerca('01234567890')).toEqual({ tipo: 'corrispondente', testo: '01234567890' });
  expect(interpretaRicerca('ditta@pec.example')).toEqual({ tipo: 'testo', testo: 'ditta@pec.example' });
  expect(interpretaRicerca('permesso di costruire')).toEqual({
    tipo: 'testo',
    testo: 'permesso di costruire',
  });
});
