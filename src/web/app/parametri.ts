/** Search parameters as plain text, so that an address can be read, typed and pasted: `?q=permesso&dal=2026-01-01`. */
export function leggiParametri(testo: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(testo));
}

export function scriviParametri(parametri: Record<string, unknown>): string {
  const coppie = Object.entries(parametri).flatMap(([nome, valore]) =>
    (typeof valore === 'string' && valore !== '') || typeof valore === 'number'
      ? [[nome, String(valore)]]
      : [],
  );
  const testo = new URLSearchParams(coppie).toString();
  return testo ? `?${testo}` : '';
}
