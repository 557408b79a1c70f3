import { improntaNodo, radiceTratto, spartiacque, type Tessere } from './albero.ts';

/**
 * Proof that the tree of the first `m` leaves is the beginning of that of the first `n` (RFC 9162 §2.1.4.1).
 *
 * @param m 1 ≤ m ≤ n; empty when they are the same
 */
export async function percorsoConsistenza(tessere: Tessere, m: number, n: number): Promise<Buffer[]> {
  if (m < 1 || m > n) throw new RangeError(`nessuna prova da ${m} a ${n}`);
  const percorso: Buffer[] = [];
  let [inizio, fine] = [0, n];
  while (m !== fine) {
    const k = inizio + spartiacque(fine - inizio);
    if (m <= k) {
      percorso.push(await radiceTratto(tessere, k, fine));
      fine = k;
    } else {
      percorso.push(await radiceTratto(tessere, inizio, k));
      inizio = k;
    }
  }
  // The root of the first m leaves is known to whoever verifies, when it is a subtree of the other as it stands.
  if (inizio > 0) percorso.push(await radiceTratto(tessere, inizio, fine));
  return percorso.reverse();
}

/** Whether `percorso` proves that the log with root `prima` grew into that with root `dopo` (RFC 9162 §2.1.4.2). */
export function verificaConsistenza(
  m: number,
  prima: Buffer,
  n: number,
  dopo: Buffer,
  percorso: readonly Buffer[],
): boolean {
  if (m < 1 || m > n) return false;
  if (m === n) return percorso.length === 0 && prima.equals(dopo);
  const passi = Number.isInteger(Math.log2(m)) ? [prima, ...percorso] : percorso;
  const [primo, ...resto] = passi;
  if (!primo) return false;
  let fn = m - 1;
  let sn = n - 1;
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  let [fr, sr] = [primo, primo];
  for (const c of resto) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      fr = improntaNodo(c, fr);
      sr = improntaNodo(c, sr);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else {
      sr = improntaNodo(sr, c);
    }
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && fr.equals(prima) && sr.equals(dopo);
}
