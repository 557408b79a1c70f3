import { expect, test } from 'vitest';
import type { Fascicolo } from '../tipi.ts';
import { daFascicolo, moduloVuoto, versoApertura, versoModifica } from './modulo.ts';
import { leggiRiferimento } from './riferimento.ts';

const fascicolo: Fascicolo = {
  numero: '12',
  anno: 2026,
  livello: 1,
  tipo: 'affare',
  criterio: 'affare',
  denominazione: 'Alienazione di un’area',
  oggetto: 'Vendita dell’area di via Roma',
  classificazione: { codice: 'IV.8', denominazione: 'Beni immobili', percorso: [] },
  ufficio: { codice: 'protocollo', denominazione: 'Ufficio Protocollo' },
  riservatezza: 'nessuno',
  stato: 'aperto',
  dataApertura: '2026-11-22',
  documenti: 0,
  sottofascicoli: 0,
  percorso: [{ numero: '12', denominazione: 'Alienazione di un’area' }],
  contenuti: [],
  documentiInTutto: 0,
  uffici: 'tutti',
  luogo: 'Armadio 3',
  amministrazioniPartecipanti: [],
  dati: { foglio: 12 },
  apertoIl: '2026-11-22T09:00:00.000+01:00',
  apertoDa: 'Rossi Anna',
  puoModificare: true,
  versione: 4,
  _links: {},
};

test('aprendo un fascicolo riservatezza e uffici sono sempre detti, anche quando sono «nessuno» e «tutti»', () => {
  const modulo = {
    ...moduloVuoto(),
    classificazione: 'I.6',
    tipo: 'attivita' as const,
    denominazione: 'Scarti',
  };
  expect(versoApertura(modulo, undefined)).toEqual({
    tipo: 'attivita',
    denominazione: 'Scarti',
    oggetto: '',
    classificazione: 'I.6',
    riservatezza: 'nessuno',
    uffici: 'tutti',
  });
});

test('della modifica parte solo ciò che è cambiato, con la versione letta, e ciò che si svuota è null', () => {
  const letto = daFascicolo(fascicolo);
  expect(versoModifica(fascicolo, letto)).toEqual({ versione: 4 });
  expect(
    versoModifica(fascicolo, {
      ...letto,
      luogo: ' ',
      riservatezza: 'riservato',
      tutti: false,
      uffici: ['tecnico'],
    }),
  ).toEqual({ versione: 4, luogo: null, riservatezza: 'riservato', uffici: ['tecnico'] });
});

test('l’indirizzo dice da quale registrazione si apre il fascicolo', () => {
  expect(leggiRiferimento('PG/2026/0000345')).toEqual({ registro: 'PG', anno: 2026, numero: 345 });
  expect(leggiRiferimento('345/2026')).toBeUndefined();
  expect(leggiRiferimento(undefined)).toBeUndefined();
});
