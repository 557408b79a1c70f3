/**
 * Italian tax codes (DM 23 dicembre 1976; partita IVA: DPR 633/1972 art. 35). Only their inner arithmetic is looked at:
 * whether they exist is known to the Agenzia delle Entrate alone.
 */

// Digits replaced by letters where two people would have the same code (omocodia) are good in any numeric place.
const PERSONA = /^[A-Z]{6}[\dLMNP-V]{2}[A-EHLMPRST][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]$/;

// Value of 0–9 and A–Z in the odd places (1st, 3rd, …), from the decree's table.
const DISPARI_LETTERE = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

function valore(carattere: string, dispari: boolean): number {
  const i = /\d/.test(carattere) ? Number(carattere) : carattere.charCodeAt(0) - 65;
  return dispari ? (DISPARI_LETTERE[i] ?? 0) : i;
}

/** A person's code of 16 characters, its last one agreeing with the others. Upper or lower case. */
export function codiceFiscalePersonaEsatto(codice: string): boolean {
  const maiuscolo = codice.toUpperCase();
  if (!PERSONA.test(maiuscolo)) return false;
  const somma = [...maiuscolo.slice(0, 15)].reduce((s, c, i) => s + valore(c, i % 2 === 0), 0);
  return maiuscolo.charCodeAt(15) === 65 + (somma % 26);
}

/** Eleven digits, the last one agreeing with the others: partita IVA, and the tax code of whoever is not a person. */
export function codiceNumericoEsatto(codice: string): boolean {
  if (!/^\d{11}$/.test(codice)) return false;
  const somma = [...codice].reduce((s, c, i) => {
    const cifra = i % 2 === 0 ? Number(c) : Number(c) * 2;
    return s + (cifra > 9 ? cifra - 9 : cifra);
  }, 0);
  return somma % 10 === 0;
}
