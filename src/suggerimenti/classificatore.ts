import { POSTI, type Tratti } from './tratti.ts';

/** A linear classifier: for each answer a bias and a weight for each place of the features, in bytes with a scale per place. */
export type Classificatore = {
  risposte: string[];
  /** Rarity of each place's features. */
  rarita: Float32Array;
  /** Row of each place in `pesi`, or -1: most places are never seen. */
  riga: Int32Array;
  scala: Float32Array;
  pesi: Int8Array;
  base: Float32Array;
};

export type Proposta = { risposta: string; punteggio: number };

/** Values of the features once rarity is counted, with length 1. */
export function valori(t: Tratti, rarita: Float32Array): Float32Array {
  const v = new Float32Array(t.indici.length);
  let somma = 0;
  for (let i = 0; i < v.length; i++) {
    const x = (t.pesi[i] ?? 0) * (rarita[t.indici[i] ?? 0] ?? 0);
    v[i] = x;
    somma += x * x;
  }
  const lunghezza = Math.sqrt(somma) || 1;
  for (let i = 0; i < v.length; i++) v[i] = (v[i] ?? 0) / lunghezza;
  return v;
}

/** The likeliest answers, best first, each with its share of the whole. Empty when nothing of what was asked was ever seen. */
export function proponi(c: Classificatore, t: Tratti, quante = 3): Proposta[] {
  const n = c.risposte.length;
  if (n === 0 || !t.indici.some((i) => (c.riga[i] ?? -1) >= 0)) return [];
  const punti = Float64Array.from(c.base);
  const v = valori(t, c.rarita);
  for (let k = 0; k < v.length; k++) {
    const riga = c.riga[t.indici[k] ?? 0] ?? -1;
    if (riga < 0) continue;
    const x = (v[k] ?? 0) * (c.scala[riga] ?? 0);
    const da = riga * n;
    for (let j = 0; j < n; j++) punti[j] = (punti[j] ?? 0) + x * (c.pesi[da + j] ?? 0);
  }
  const massimo = punti.reduce((a, b) => Math.max(a, b), -Infinity);
  const quote = punti.map((p) => Math.exp(p - massimo));
  const totale = quote.reduce((a, b) => a + b, 0);
  return [...quote.keys()]
    .sort((a, b) => (quote[b] ?? 0) - (quote[a] ?? 0))
    .slice(0, quante)
    .map((j) => ({ risposta: c.risposte[j] ?? '', punteggio: (quote[j] ?? 0) / totale }));
}

/** Weights as learned, packed: rows without use are left out, the others become bytes. */
export function comprimi(
  risposte: string[],
  rarita: Float32Array,
  pesi: Float32Array,
  base: Float32Array,
): Classificatore {
  const n = risposte.length;
  const riga = new Int32Array(POSTI).fill(-1);
  const usate: number[] = [];
  const scale: number[] = [];
  for (let p = 0; p < POSTI; p++) {
    let massimo = 0;
    for (let j = p * n; j < (p + 1) * n; j++) massimo = Math.max(massimo, Math.abs(pesi[j] ?? 0));
    if (massimo < 1e-3) continue;
    riga[p] = usate.length;
    usate.push(p);
    scale.push(massimo / 127);
  }
  const byte = new Int8Array(usate.length * n);
  usate.forEach((p, r) => {
    for (let j = 0; j < n; j++) byte[r * n + j] = Math.round((pesi[p * n + j] ?? 0) / (scale[r] ?? 1));
  });
  return { risposte, rarita, riga, scala: Float32Array.from(scale), pesi: byte, base };
}
