/**
 * A copy in which every text can be stored and shown: U+0000 and half surrogate pairs, which neither PostgreSQL nor JSON can hold, become
 * U+FFFD. What is undefined is left out.
 */
export function ripulisci<T>(valore: T): T {
  return copia(valore) as T;
}

function copia(valore: unknown): unknown {
  if (typeof valore === 'string') return valore.toWellFormed().replaceAll('\0', '\ufffd');
  if (Array.isArray(valore)) return valore.map(copia);
  if (valore === null || typeof valore !== 'object' || valore instanceof Date) return valore;
  return Object.fromEntries(
    Object.entries(valore)
      .filter(([, v]) => v !== undefined)
      .map(([k, v]) => [k, copia(v)]),
  );
}
