import { expect, test } from 'vitest';
import { ufficioProseguito } from './ufficio-proseguito.ts';

const chiuse = [
  {
    codice: 'tecnico',
    denominazione: 'Ufficio Tecnico',
    chiusaDal: '2027-04-01',
    successore: { codice: 'lavori', denominazione: 'Servizio Lavori pubblici' },
    assegnazioniFerme: 0,
  },
  { codice: 'sport', denominazione: 'Ufficio Sport', chiusaDal: '2027-05-01', assegnazioniFerme: 0 },
];

test('ripetendo una registrazione di un ufficio chiuso si propone chi ne continua il lavoro, e lo si dice', () => {
  expect(ufficioProseguito('tecnico', chiuse)).toEqual({
    codice: 'lavori',
    avviso: '«Ufficio Tecnico» non c’è più: al suo posto è proposto «Servizio Lavori pubblici».',
  });
  expect(ufficioProseguito('sport', chiuse)).toMatchObject({ codice: undefined });
  expect(ufficioProseguito('sport', chiuse).avviso).toContain('nessuno ne continua il lavoro');
  for (const codice of ['anagrafe', undefined]) expect(ufficioProseguito(codice, chiuse)).toEqual({ codice });
});
