/** The candidate closest to a mistyped name, or null when none is close enough to be what was meant. */
export function nomePiuVicino(nome: string, candidati: string[]): string | null {
  const ordinati = candidati
    .map((candidato) => ({ candidato, distanza: distanzaModifica(nome, candidato) }))
    .sort((a, b) => a.distanza - b.distanza);
  const migliore = ordinati[0];
  return migliore && migliore.distanza <= 3 ? migliore.candidato : null;
}

/** Levenshtein distance: insertions, deletions and substitutions that turn one name into the other. */
function distanzaModifica(a: string, b: string): number {
  let riga = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const nuova = [i];
    for (let j = 1; j <= b.length; j++) {
      const sostituzione = (riga[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      nuova.push(Math.min(sostituzione, (riga[j] ?? 0) + 1, (nuova[j - 1] ?? 0) + 1));
    }
    riga = nuova;
  }
  return riga[b.length] ?? 0;
}
