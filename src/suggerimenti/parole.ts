import { parolaIntera, perEsteso, vuote } from './lessico.ts';

/** Folds case and accents, also those typed as apostrophes (`citta'`, `e’`). */
function piega(testo: string): string {
  return testo
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[’‘`´]/g, "'")
    .replaceAll(/([aeiou])'(?![a-z])/g, '$1')
    .replaceAll("'", ' ');
}

/** Without its ending: number and gender (`certificati`, `certificato`), and the hard c and g of the plural. */
export function radice(parola: string): string {
  if (parola.length < 5) return parola;
  const corta = parola.replace(/[aeiou]{1,2}$/, '').replace(/([cg])h$/, '$1');
  return corta.length < 3 ? parola : corta;
}

/**
 * Words of an oggetto as an office writes it: abbreviations written out, acronyms with what they stand for, digits as their
 * kind (a year, a number) because the number itself never comes back.
 *
 * @example parole("Rich. C.D.U. fg. 12, loc. Citta'") // ['richiesta', 'cdu', 'certificato', 'destinazione', …, '#', …]
 */
export function parole(testo: string): string[] {
  const trovate: string[] = [];
  // Dotted initials are one word; a dot inside or after a word marks an abbreviation.
  const unito = piega(testo.slice(0, 2000)).replaceAll(/\b(?:[a-z]\.){2,}[a-z]?\b/g, (s) =>
    s.replaceAll('.', ''),
  );
  for (const [pezzo] of unito.matchAll(/[a-z]+(?:\.[a-z]{2,3}\b)?|\d+/g)) {
    if (/^\d/.test(pezzo)) {
      trovate.push(/^(19|20)\d\d$/.test(pezzo) ? '#anno' : '#');
      continue;
    }
    const [intera, ...altre] = /\./.test(pezzo) && !parolaIntera(pezzo) ? pezzo.split('.') : [pezzo];
    for (const parola of [intera ?? '', ...altre]) {
      const scritta = parolaIntera(parola) ?? parola;
      trovate.push(scritta, ...perEsteso(scritta));
    }
  }
  return trovate.filter((p) => !vuote.has(p));
}
