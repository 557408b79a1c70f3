import { Rifiuto } from './rifiuto.ts';

/** Where a page ended, as an opaque text. */
export function scriviCursore(valori: (string | number)[]): string {
  return Buffer.from(JSON.stringify(valori)).toString('base64url');
}

/**
 * What {@link scriviCursore} wrote.
 *
 * @param forme one for each value
 * @throws Rifiuto `elenco.cursore-non-valido`
 */
export function leggiCursore(testo: string, forme: readonly RegExp[]): string[] {
  const non = (): Rifiuto =>
    new Rifiuto({
      codice: 'elenco.cursore-non-valido',
      categoria: 'nonValido',
      campo: 'cursor',
      dettaglio: 'Il cursore non è di questo elenco.',
    });
  let letto: unknown;
  try {
    letto = JSON.parse(Buffer.from(testo, 'base64url').toString());
  } catch (errore) {
    if (errore instanceof SyntaxError) throw non();
    throw errore;
  }
  if (!Array.isArray(letto) || letto.length !== forme.length) throw non();
  return letto.map((valore, i) => {
    const scritto = String(valore);
    if (!forme[i]?.test(scritto)) throw non();
    return scritto;
  });
}

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const NUMERO = /^\d{1,15}$/;
/** Microseconds matter: an instant goes into a cursor as PostgreSQL writes it. */
export const ISTANTE = /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/;

/** A word or a name that a list is ordered by. */
export const PAROLA = /^[^\p{C}]{0,300}$/u;
