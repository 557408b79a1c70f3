import { expect, test } from 'vitest';
import { generaCorpus } from './corpus/genera.ts';
import { leggiMaterie } from './corpus/materie.ts';
import { somiglianzaMedia, valuta } from './misura-suggerimenti.ts';

test('i suggerimenti superano nettamente la classe più frequente e il prontuario da solo, anche su frasi mai viste', () => {
  const v = valuta(4000);
  expect(v.provati).toBeGreaterThan(500);
  expect(v.modello.top3).toBeGreaterThan(0.85);
  expect(v.modello.top1).toBeGreaterThan(0.7);
  for (const base of [v.frequenti, v.prontuario]) {
    expect(v.modello.top1 - base.top1).toBeGreaterThan(0.2);
    expect(v.modello.top3 - base.top3).toBeGreaterThan(0.12);
  }
  // Nobody beats the noise: if the model did, the two halves would not be apart.
  expect(v.modello.top1).toBeLessThanOrEqual(v.tetto.top1);
}, 120_000);

test('le frasi di prova non sono fra quelle da cui si impara, e lo stesso seme dà lo stesso corpus', () => {
  const materie = leggiMaterie();
  expect(materie).toHaveLength(125);
  expect(somiglianzaMedia().massima).toBeLessThan(2 / 3);
  expect(generaCorpus(200)).toEqual(generaCorpus(200));
  expect(generaCorpus(200, 1)).not.toEqual(generaCorpus(200));
});
