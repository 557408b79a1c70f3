import { expect, test } from 'vitest';
import { bozzaDiProva, circostanzeDiProva, rifiutoDi } from '../../../test/support/bozza-di-prova.ts';
import { unitaCompetente } from './unita-competente.ts';

test('l’unità competente esiste ed è un ufficio utente', () => {
  const unita = { id: 'u', codice: 'tecnico', denominazione: 'Ufficio Tecnico', uu: true };
  const prova = (trovata: typeof unita | null) =>
    rifiutoDi(() =>
      unitaCompetente(bozzaDiProva({ unitaCompetente: 'tecnico' }), circostanzeDiProva({ unita: trovata })),
    );
  expect([prova(unita), prova({ ...unita, uu: false }), prova(null)]).toEqual([
    undefined,
    'unita-non-uu',
    'unita-sconosciuta',
  ]);
});
