import { expect, test } from 'vitest';
import { oggettoRidotto, protocolliCitati, relazioneDaParole } from './relazione.ts';

test.each([
  ['Permesso di costruire - integrazione documentale', '', 'integrazione'],
  ['Integrazione alla pratica 12', '', 'integrazione'],
  ['Permesso di costruire', 'Ad integrazione di quanto già inviato si allega la tavola 3.', 'integrazione'],
  ['Permesso di costruire', 'La presente annulla e sostituisce la precedente.', 'sostituzione'],
  ['Sostituzione tavole', '', 'sostituzione'],
  [
    'Permesso di costruire',
    'Gli allegati sostituiscono quelli inviati ieri, ad integrazione dei quali…',
    'sostituzione',
  ],
  ['Richiesta di cassa integrazione guadagni', 'Si chiede', undefined],
  ['Modello del sostituto d’imposta', 'In allegato', undefined],
  ['Richiesta di accesso agli atti', 'Buongiorno', undefined],
] as const)('«%s» «%s»: %s (parte di RN-82.2)', (oggetto, testo, attesa) => {
  expect(relazioneDaParole(oggetto, testo)).toBe(attesa);
});

test('si riconoscono i protocolli citati', () => {
  expect(
    protocolliCitati(
      'Rif. prot. n. 0000123/2026',
      'Vs. protocollo 45 del 03/05/2025 e prot. n.123/2026, prot. abc',
    ),
  ).toEqual([
    { anno: 2026, numero: 123 },
    { anno: 2025, numero: 45 },
  ]);
});

test('l’oggetto ridotto è lo stesso per la risposta e per l’integrazione', () => {
  const ridotto = oggettoRidotto('Permesso di costruire');
  for (const o of [
    'R: Permesso  di costruire',
    'Re: RE: permesso di costruire',
    'Integrazione: Permesso di costruire',
  ])
    expect(oggettoRidotto(o)).toBe(ridotto);
});

test('un testo ostile non tiene occupato il programma', () => {
  const ostile = `${'prot. '.repeat(20_000)}${'integrazione '.repeat(20_000)}${' '.repeat(100_000)}`;
  expect(relazioneDaParole('x', ostile)).toBeUndefined();
  expect(protocolliCitati(ostile, ostile)).toEqual([]);
  expect(oggettoRidotto(ostile.slice(0, 10_000)).length).toBeLessThan(10_001);
});
