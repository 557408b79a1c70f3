import { expect, test } from 'vitest';
import { bozzaDiProva, circostanzeDiProva, rifiutoDi } from '../../../test/support/bozza-di-prova.ts';
import { fascicoliIndicati } from './fascicoli.ts';

const voce = { id: 'v', codice: 'VI.3', denominazione: 'Edilizia privata' };
const aperto = { id: 'f', numero: '12', chiuso: false, classificazione: 'VI.3', stessaClasse: true };

test('si registra in fascicoli che ci sono, aperti, della stessa classe o con la conferma', () => {
  const prova = (fascicoli: (typeof aperto)[], classificato = true, confermaAltraClasse?: boolean) =>
    rifiutoDi(() =>
      fascicoliIndicati(bozzaDiProva({ fascicoli: ['12'], confermaAltraClasse }), {
        ...circostanzeDiProva({ voce: classificato ? voce : null }),
        fascicoli,
      }),
    );
  const altra = { ...aperto, classificazione: 'IV.8', stessaClasse: false };
  expect([
    prova([aperto]),
    prova([aperto], false),
    prova([]),
    prova([{ ...aperto, chiuso: true }]),
    prova([altra]),
    prova([altra], true, true),
  ]).toEqual([
    undefined,
    'fascicolo-senza-classificazione',
    'fascicolo-sconosciuto',
    'fascicolo-chiuso',
    'fascicolo-altra-classe',
    undefined,
  ]);
});

test('chi non indica fascicoli può non classificare', () => {
  expect(rifiutoDi(() => fascicoliIndicati(bozzaDiProva(), circostanzeDiProva()))).toBeUndefined();
});
