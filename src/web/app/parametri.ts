/** Search parameters as plain text, so that an address can be read, typed and pasted: `?q=permesso&dal=2026-01-01`. */
export function leggiParametri(testo: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(testo));
}

export function scriviParametri(parametri: Record<string, unknown>): string {
  const coppie = Object.entries(parametri).filter(
    (coppia): coppia is [string, string] => typeof coppia[1] === 'string' && coppia[1] !== '',
  );
  const testo = new URLSearchParams(coppie).toString();
  return testo ? `?${testo}` : '';
}
