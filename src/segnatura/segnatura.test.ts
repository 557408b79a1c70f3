import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codiceABarre, componiSegnatura, leggiCodiceABarre, numeroASetteCifre } from '#segnatura';
import { segnaturaDiProva } from '../../test/support/segnatura-di-prova.ts';
import { leggiIstante } from './istante.ts';

describe('la segnatura in una riga', () => {
  test('ha ente, AOO, registro, numero, data, ora e flusso, con le voci facoltative accese', () => {
    expect(componiSegnatura(segnaturaDiProva())).toBe(
      'Comune di Esempio - AOO A1B2C3D Area Organizzativa Omogenea unica - PG n. 0000001/2026 del 21/11/2026 10:15:30 - A - Class. VI.3 - UU Ufficio Tecnico',
    );
  });

  test('senza voci facoltative resta ciò che è obbligatorio', () => {
    const opzioni = { aoo: false, classificazione: false, flusso: false, unita: false };
    expect(componiSegnatura(segnaturaDiProva({ opzioni }))).toBe(
      'Comune di Esempio - AOO A1B2C3D - PG n. 0000001/2026 del 21/11/2026 10:15:30',
    );
  });

  test('resta su una riga anche se una denominazione va a capo', () => {
    const amministrazione = { denominazione: 'Comune\r\ndi\u2028Esempio\t', codiceIpa: 'c_esempio' };
    expect(componiSegnatura(segnaturaDiProva({ amministrazione }))).toMatch(/^Comune di Esempio - AOO/);
  });

  test.each([
    ['E', 'A'],
    ['U', 'P'],
    ['I', 'I'],
  ] as const)('il flusso %s vi compare come %s', (flusso, sigla) => {
    expect(componiSegnatura(segnaturaDiProva({ flusso }))).toContain(` - ${sigla} - `);
  });

  test('il numero ha almeno sette cifre e non è mai tagliato', () => {
    expect([1, 9999999, 10000000].map(numeroASetteCifre)).toEqual(['0000001', '9999999', '10000000']);
  });
});

describe('il codice a barre', () => {
  test('si legge come è stato scritto, per ogni anno e numero', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-z0-9_.]{1,12}$/),
        fc.stringMatching(/^[A-Za-z0-9_.]{1,12}$/),
        fc.integer({ min: 1000, max: 9999 }),
        fc.integer({ min: 1, max: 999_999_999_999 }),
        (aoo, registro, anno, numero) => {
          const dati = segnaturaDiProva({ anno, numero, registro: { codice: registro, denominazione: '' } });
          const testo = codiceABarre({ ...dati, aoo: { ...dati.aoo, codice: aoo } });
          expect(leggiCodiceABarre(testo)).toEqual({ aoo, registro, anno, numero });
        },
      ),
    );
  });

  test('accetta anche la forma con il trattino tra anno e numero', () => {
    const atteso = { aoo: 'A1B2C3D', registro: 'PG', anno: 2026, numero: 1 };
    expect(leggiCodiceABarre('A1B2C3D-PG-2026-0000001')).toEqual(atteso);
    expect(leggiCodiceABarre(' A1B2C3D-PG-20260000001\n')).toEqual(atteso);
  });

  test.each([
    '',
    'A1B2C3D',
    '8001234567890',
    'A1B2C3D-PG-2026',
    'A1-B2-PG-20260000001',
    'https://esempio.it/A-B-20260000001',
  ])('non prende per suo «%s»', (testo) => {
    expect(leggiCodiceABarre(testo)).toBeUndefined();
  });

  test.each(['AÒ1', 'A-1', '', 'A 1'])(
    'rifiuta un codice di AOO che le barre non portano: «%s»',
    (codice) => {
      const dati = segnaturaDiProva();
      expect(() => codiceABarre({ ...dati, aoo: { ...dati.aoo, codice } })).toThrow(
        'segnatura.codice-non-stampabile',
      );
    },
  );
});

describe('le date', () => {
  test('si leggono come sono scritte, quale che sia il fuso della macchina', () => {
    expect(leggiIstante('2026-10-25T02:30:00.000+01:00')).toEqual({
      giorno: '25/10/2026',
      giornoEsteso: '25 ottobre 2026',
      ora: '02:30:00',
    });
    expect(leggiIstante('2028-02-29')).toEqual({
      giorno: '29/02/2028',
      giornoEsteso: '29 febbraio 2028',
      ora: '',
    });
    expect(leggiIstante('2027-01-01T00:00:00+01:00').giornoEsteso).toBe('1º gennaio 2027');
  });

  test('un testo di altra forma è un errore del programma, non una data', () => {
    expect(() => leggiIstante('21/11/2026')).toThrow(RangeError);
    expect(() => leggiIstante('2026-13-01')).toThrow(RangeError);
  });
});
