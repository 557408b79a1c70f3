import { improntaNodo, radiceTratto, spartiacque, type Tessere } from './albero.ts';

/**
 * Audit path of a leaf in the tree of the first `n` (RFC 9162 §2.1.3.1), from the leaf's sibling up.
 *
 * @param indice of the leaf, from 0, below `n`
 */
export async function percorsoInclusione(tessere: Tessere, indice: number, n: number): Promise<Buffer[]> {
  const percorso: Buffer[] = [];
  let [inizio, fine] = [0, n];
  // From the root down: what is met first is used last.
  while (fine - inizio > 1) {
    const k = inizio + spartiacque(fine - inizio);
    if (indice < k) {
      percorso.push(await radiceTratto(tessere, k, fine));
      fine = k;
    } else {
      percorso.push(await radiceTratto(tessere, inizio, k));
      inizio = k;
    }
  }
  return percorso.reverse();
}

/** Whether `percorso` leads from the leaf to the root (RFC 9162 §2.1.3.2). */
export function verificaInclusione(
  foglia: Buffer,
  indice: number,
  n: number,
  percorso: readonly Buffer[],
  radice: Buffer,
): boolean {
  if (indice < 0 || indice >= n) return false;
  let fn = indice;
  let sn = n - 1;
  let r = foglia;
  for (const p of percorso) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      r = improntaNodo(p, r);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else {
      r = improntaNodo(r, p);
    }
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && r.equals(radice);
}
