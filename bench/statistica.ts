/** Value below which `quota` (0..1) of the values lie. */
export function percentile(valori: number[], quota: number): number {
  const ordinati = valori.toSorted((a, b) => a - b);
  return ordinati[Math.min(ordinati.length - 1, Math.floor(ordinati.length * quota))] ?? NaN;
}

export function mediana(valori: number[]): number {
  return percentile(valori, 0.5);
}

/** `12.3`, `123`, `1.234`: three figures are all that such measures deserve. */
export function cifra(valore: number): string {
  return valore.toLocaleString('it-IT', { maximumSignificantDigits: 3 });
}

/** Columns aligned to the right, the first to the left. */
export function tabella(righe: string[][]): string {
  const larghezze = (righe[0] ?? []).map((_, c) => Math.max(...righe.map((r) => (r[c] ?? '').length)));
  return righe
    .map((r) =>
      r.map((v, c) => (c === 0 ? v.padEnd(larghezze[c] ?? 0) : v.padStart(larghezze[c] ?? 0))).join('  '),
    )
    .join('\n');
}
