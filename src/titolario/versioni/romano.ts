const CIFRE: [string, number][] = [
  ['M', 1000],
  ['CM', 900],
  ['D', 500],
  ['CD', 400],
  ['C', 100],
  ['XC', 90],
  ['L', 50],
  ['XL', 40],
  ['X', 10],
  ['IX', 9],
  ['V', 5],
  ['IV', 4],
  ['I', 1],
];

/** Code of a titolo from its number, 1 to 3999: 14 → `XIV`. */
export function romano(numero: number): string {
  let resto = numero;
  let testo = '';
  for (const [lettere, valore] of CIFRE)
    while (resto >= valore) {
      testo += lettere;
      resto -= valore;
    }
  return testo;
}

/** Number of a roman code, or undefined when it is not one: `XIV` → 14. */
export function daRomano(testo: string): number | undefined {
  let numero = 0;
  let resto = testo;
  for (const [lettere, valore] of CIFRE)
    while (resto.startsWith(lettere)) {
      numero += valore;
      resto = resto.slice(lettere.length);
    }
  return resto === '' && numero > 0 && romano(numero) === testo ? numero : undefined;
}
