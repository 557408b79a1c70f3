import { expect, test } from 'vitest';
import { bozzaDiProva, circostanzeDiProva, rifiutoDi } from '../../../test/support/bozza-di-prova.ts';
import { classificazioneEsistente } from './classificazione.ts';

test('una classificazione data deve essere nel titolario in uso; può mancare', () => {
  const voce = { id: 'v', codice: 'VI.3', denominazione: 'Edilizia privata' };
  expect(
    rifiutoDi(() =>
      classificazioneEsistente(bozzaDiProva({ classificazione: 'VI.3' }), circostanzeDiProva({ voce })),
    ),
  ).toBeUndefined();
  expect(rifiutoDi(() => classificazioneEsistente(bozzaDiProva(), circostanzeDiProva()))).toBeUndefined();
  expect(
    rifiutoDi(() =>
      classificazioneEsistente(bozzaDiProva({ classificazione: 'XX.9' }), circostanzeDiProva()),
    ),
  ).toBe('classificazione-sconosciuta');
});

test('una voce chiusa, o con delle partizioni, è rifiutata dicendo perché', () => {
  const rifiuto = (voceNonUsabile: string) =>
    rifiutoDi(() =>
      classificazioneEsistente(
        bozzaDiProva({ classificazione: 'VI' }),
        circostanzeDiProva({ voceNonUsabile }),
      ),
    );
  expect(rifiuto('chiusa')).toBe('voce-chiusa');
  expect(rifiuto('con-partizioni')).toBe('voce-con-partizioni');
  expect(rifiuto('nessun-titolario')).toBe('classificazione-sconosciuta');
});
