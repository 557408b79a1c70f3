import { hash, randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';

/** What happened to a registration, as the verifiable log knows it. */
export type TipoFogliaRegistrazione = 'registrazione' | 'annullamento' | 'rettifica' | 'variazione';

/** What the log says of itself: a key that signs its heads, a daily register made, the audit trail so far. */
export type TipoFogliaRegistro = 'chiave' | 'registro-giornaliero' | 'traccia';

export type TipoFoglia = TipoFogliaRegistrazione | TipoFogliaRegistro;

/** A leaf ready to be stored: its RFC 8785 text and SHA-256(0x00 || text), hex (RFC 9162 §2.1.1). */
export type Foglia = { posizione: number; contenuto: string; impronta: string };

/** The newest format of each kind; leaves of an older one are verified by the rules of theirs (docs/registro-verificabile.md). */
const FORMATO: Record<TipoFoglia, string> = {
  registrazione: 'tabularium.foglia/2',
  annullamento: 'tabularium.foglia/1',
  rettifica: 'tabularium.foglia/1',
  variazione: 'tabularium.foglia/1',
  chiave: 'tabularium.foglia/1',
  'registro-giornaliero': 'tabularium.foglia/1',
  traccia: 'tabularium.foglia/1',
};

/**
 * Makes the leaf of an event (architettura §5). The record carries a random 128-bit salt, so that a published digest of
 * guessable personal data cannot be guessed open; the salt lies in the text itself, beside the data it protects.
 *
 * @param dati plain JSON: text, numbers, booleans, lists, objects; `undefined` members are left out
 */
export function creaFoglia(tipo: TipoFoglia, posizione: number, dati: Record<string, unknown>): Foglia {
  const contenuto = canonicalize({
    ...dati,
    formato: FORMATO[tipo],
    tipo,
    posizione,
    sale: randomBytes(16).toString('hex'),
  });
  if (contenuto === undefined) throw new Error('foglia senza contenuto');
  return { posizione, contenuto, impronta: improntaFoglia(contenuto) };
}

/** SHA-256(0x00 || contenuto), hex. */
export function improntaFoglia(contenuto: string): string {
  return hash('sha256', `\0${contenuto}`, 'hex');
}
