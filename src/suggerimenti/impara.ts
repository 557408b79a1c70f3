import { comprimi, valori, type Classificatore } from './classificatore.ts';
import { POSTI, type Tratti } from './tratti.ts';

/** One thing that was decided: what it was like and which answer it got. `peso` 1 unless it is only a hint. */
export type Esempio = { tratti: Tratti; risposta: string; peso?: number };

/** Rounds over the examples: fewer when they are many, because each says again what others said. */
const GIRI = { massimo: 6, minimo: 2, esempi: 200_000 };
const PASSO = 0.5;
const FRENO = 2e-6;

/** Rarity of each place: of many examples or of one (smoothed logarithm of the inverse frequency). */
function raritaDi(esempi: readonly Esempio[]): Float32Array {
  const conta = new Float32Array(POSTI);
  for (const { tratti } of esempi) for (const i of tratti.indici) conta[i] = (conta[i] ?? 0) + 1;
  return conta.map((c) => (c === 0 ? 0 : 1 + Math.log((1 + esempi.length) / (1 + c))));
}

/** The same order at every training: a shuffle by a small generator with a fixed seed. */
function mescola(n: number, giro: number): Uint32Array {
  const ordine = Uint32Array.from({ length: n }, (_, i) => i);
  let s = 0x9e3779b9 ^ (giro + 1);
  for (let i = n - 1; i > 0; i--) {
    s = (Math.imul(s ^ (s >>> 15), 0x85ebca6b) + 0x6d2b79f5) | 0;
    const j = (s >>> 0) % (i + 1);
    const t = ordine[i] ?? 0;
    ordine[i] = ordine[j] ?? 0;
    ordine[j] = t;
  }
  return ordine;
}

/**
 * Multinomial logistic regression by stochastic descent, with a step of its own for each place (AdaGrad): rare features
 * still learn when frequent ones have settled. About 30 µs per example and round with 125 answers.
 */
export function impara(esempi: readonly Esempio[]): Classificatore {
  const quanti = Math.floor(GIRI.esempi / Math.max(1, esempi.length));
  const giri = Math.min(GIRI.massimo, Math.max(GIRI.minimo, quanti));
  const risposte = [...new Set(esempi.map((e) => e.risposta))].sort();
  const indice = new Map(risposte.map((r, i) => [r, i]));
  const n = risposte.length;
  const rarita = raritaDi(esempi);
  const pesi = new Float32Array(POSTI * n);
  const spinta = new Float32Array(POSTI).fill(1e-4);
  const base = new Float32Array(n);
  const punti = new Float64Array(n);
  const v = esempi.map((e) => valori(e.tratti, rarita));
  for (let giro = 0; giro < giri; giro++) {
    for (const e of mescola(esempi.length, giro)) {
      const esempio = esempi[e];
      const x = v[e];
      if (esempio && x) correggi(esempio, x, indice.get(esempio.risposta) ?? 0);
    }
  }
  return comprimi(risposte, rarita, pesi, base);

  function correggi({ tratti, peso = 1 }: Esempio, x: Float32Array, giusta: number): void {
    const indici = tratti.indici;
    punti.set(base);
    for (let k = 0; k < indici.length; k++) {
      const da = (indici[k] ?? 0) * n;
      const xk = x[k] ?? 0;
      for (let j = 0; j < n; j++) punti[j] = (punti[j] ?? 0) + xk * (pesi[da + j] ?? 0);
    }
    let massimo = -Infinity;
    for (let j = 0; j < n; j++) if ((punti[j] ?? 0) > massimo) massimo = punti[j] ?? 0;
    let totale = 0;
    for (let j = 0; j < n; j++) totale += punti[j] = Math.exp((punti[j] ?? 0) - massimo);
    let errore = 0;
    for (let j = 0; j < n; j++) {
      const g = ((punti[j] ?? 0) / totale - (j === giusta ? 1 : 0)) * peso;
      punti[j] = g;
      errore += g * g;
    }
    if (errore < 1e-6) return;
    for (let k = 0; k < indici.length; k++) {
      const p = indici[k] ?? 0;
      const xk = x[k] ?? 0;
      spinta[p] = (spinta[p] ?? 0) + xk * xk * errore;
      const passo = (PASSO * xk) / Math.sqrt(spinta[p] ?? 1);
      const da = p * n;
      for (let j = 0; j < n; j++) {
        const w = pesi[da + j] ?? 0;
        pesi[da + j] = w - passo * (punti[j] ?? 0) - FRENO * w;
      }
    }
    for (let j = 0; j < n; j++) base[j] = (base[j] ?? 0) - 0.02 * (punti[j] ?? 0);
  }
}
