import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Rifiuto } from '#platform/http';
import { codiceFiscalePersonaEsatto, codiceNumericoEsatto } from '#platform/codice-fiscale';
import { nominativo, verificaCorrispondente } from './corrispondente.ts';
import type { Corrispondente } from './corrispondenti.schema.ts';

function campiRifiutati(c: Corrispondente, campo = ''): string[] {
  try {
    verificaCorrispondente(c, campo);
  } catch (errore) {
    if (errore instanceof Rifiuto) return errore.campi.map((e) => e.campo);
    throw errore;
  }
  return [];
}

test('una persona fisica ha cognome e nome, ogni altro ha la denominazione', () => {
  expect(campiRifiutati({ tipo: 'PF', cognome: 'Rossi' })).toEqual(['nome']);
  expect(campiRifiutati({ tipo: 'PF', cognome: ' ', nome: 'Anna', denominazione: 'X' })).toEqual([
    'cognome',
    'denominazione',
  ]);
  for (const tipo of ['PG', 'PAI', 'PAE'] as const) {
    expect(campiRifiutati({ tipo, nome: 'Anna' }, 'destinatari.3')).toEqual([
      'destinatari.3.denominazione',
      'destinatari.3.nome',
    ]);
    expect(campiRifiutati({ tipo, denominazione: 'Edilizia Aurora S.r.l.' })).toEqual([]);
  }
});

test('il nominativo è ciò che è stato scritto, senza ritocchi', () => {
  expect(nominativo({ tipo: 'PF', nome: 'María  José', cognome: 'NÚÑEZ' })).toBe('NÚÑEZ María  José');
  expect(nominativo({ tipo: 'PAI', denominazione: 'Comune di Vicino' })).toBe('Comune di Vicino');
});

test('un indirizzo di posta senza chiocciola o con spazi è rifiutato al suo posto nell’elenco', () => {
  const c = {
    tipo: 'PG',
    denominazione: 'Aurora',
    indirizziDigitali: ['a@pec.example', 'a pec.example'],
  } as const;
  expect(campiRifiutati({ ...c, indirizziDigitali: [...c.indirizziDigitali] })).toEqual([
    'indirizziDigitali.1',
  ]);
});

test('un codice fiscale italiano che non torna è segnalato e non impedisce di registrare', () => {
  const avvisi = (c: Partial<Corrispondente>) =>
    verificaCorrispondente({ tipo: 'PF', nome: 'Anna', cognome: 'Rossi', ...c }, '').avvisi;
  expect(avvisi({ codiceFiscale: 'RSSMRA85T10A562S' })).toEqual([]);
  expect(avvisi({ codiceFiscale: 'rssmra85t10a562s' })).toEqual([]);
  expect(avvisi({ codiceFiscale: 'RSSMRA85T10A562T' })).toEqual([
    'Il codice fiscale «RSSMRA85T10A562T» di Rossi Anna non è formalmente corretto.',
  ]);
  expect(avvisi({ codiceFiscale: '123' })).toHaveLength(1);
  expect(avvisi({ codiceFiscale: 'X-1234567', nazione: 'ES' })).toEqual([]);
  expect(avvisi({ partitaIva: '12345678903' })).toEqual([]);
  expect(avvisi({ partitaIva: 'IT12345678903' })).toEqual([]);
  expect(avvisi({ partitaIva: '12345678901' })).toHaveLength(1);
  expect(avvisi({ partitaIva: 'ATU12345678' })).toEqual([]);
});

test('il codice fiscale vale anche con le lettere dell’omocodia, e nessun carattere cambiato passa inosservato', () => {
  expect(codiceFiscalePersonaEsatto('RSSMRA85T10A562S')).toBe(true);
  expect(codiceFiscalePersonaEsatto('RSSMRA85T10A56NH')).toBe(true);
  expect(codiceNumericoEsatto('00000000000')).toBe(true);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 1, max: 9 }), (posto, aggiunta) => {
      const cifre = [...'12345678903'].map(Number);
      cifre[posto] = ((cifre[posto] ?? 0) + aggiunta) % 10;
      return !codiceNumericoEsatto(cifre.join(''));
    }),
  );
});
