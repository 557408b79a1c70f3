import canonicalize from 'canonicalize';

/** Whether two JSON values say the same, whatever the order of the members; one that is missing is null. */
export function uguali(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a == null || b == null) return a == null && b == null;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((x, i) => uguali(x, b[i]));
  if (Array.isArray(b)) return false;
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>];
  // Of their own: every object has a `constructor` and a `__proto__` that nobody wrote.
  for (const k in x) if (!uguali(x[k], Object.hasOwn(y, k) ? y[k] : null)) return false;
  for (const k in y) if (!Object.hasOwn(x, k) && y[k] != null) return false;
  return true;
}

function ordinato(valore: unknown): boolean {
  if (typeof valore !== 'object' || valore === null) return true;
  if (Array.isArray(valore)) return valore.every(ordinato);
  let prima = '';
  const oggetto = valore as Record<string, unknown>;
  for (const k in oggetto) {
    if (k < prima || !ordinato(oggetto[k])) return false;
    prima = k;
  }
  return true;
}

/**
 * Whether `testo`, which reads as `valore`, is its RFC 8785 form. Almost always it is what `JSON.stringify` gives, members being
 * already in order: the full algorithm, many times slower, is asked only when not.
 */
export function inFormaCanonica(testo: string, valore: unknown): boolean {
  return (ordinato(valore) && JSON.stringify(valore) === testo) || canonicalize(valore) === testo;
}
