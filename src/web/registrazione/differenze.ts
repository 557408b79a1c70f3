export type Parte = { tipo: 'uguale' | 'tolto' | 'messo'; testo: string };

/** Beyond this many words on a side the two texts are shown whole: the table would be large, the marks unreadable. */
const MASSIMO = 400;

/** Words taken away and put in between two texts, by their longest common subsequence. */
export function differenze(prima: string, dopo: string): Parte[] {
  const a = prima.split(/(?<=\s)/u);
  const b = dopo.split(/(?<=\s)/u);
  if (a.length > MASSIMO || b.length > MASSIMO)
    return prima === dopo
      ? [{ tipo: 'uguale', testo: prima }]
      : [
          { tipo: 'tolto', testo: prima },
          { tipo: 'messo', testo: dopo },
        ];
  const lunghezze = tabella(a, b);
  const parti: Parte[] = [];
  const aggiungi = (tipo: Parte['tipo'], testo: string): void => {
    const ultima = parti.at(-1);
    if (ultima?.tipo === tipo) ultima.testo += testo;
    else parti.push({ tipo, testo });
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i], b[j]];
    if (x !== undefined && x === y) {
      aggiungi('uguale', x);
      i++;
      j++;
    } else if (
      x !== undefined &&
      (y === undefined || (lunghezze[i + 1]?.[j] ?? 0) >= (lunghezze[i]?.[j + 1] ?? 0))
    ) {
      aggiungi('tolto', x);
      i++;
    } else {
      aggiungi('messo', y ?? '');
      j++;
    }
  }
  return parti;
}

/** `[i][j]`: length of the longest common subsequence of the tails from i and j. */
function tabella(a: readonly string[], b: readonly string[]): number[][] {
  const t = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const riga = t[i];
      if (!riga) continue;
      riga[j] = a[i] === b[j] ? (t[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(t[i + 1]?.[j] ?? 0, riga[j + 1] ?? 0);
    }
  return t;
}
