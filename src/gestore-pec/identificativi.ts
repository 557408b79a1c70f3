import { type Gestore } from './gestore.ts';

/** Letters and digits, as RFC 6109 §2.2.1 wants the left side. */
export function nuovoIdentificativo(g: Gestore): string {
  return `pec${g.casuale(16).toString('hex').toUpperCase()}@${g.dominio}`;
}

/** A boundary that nobody's text contains. */
export const nuovoConfine = (g: Gestore): string => `----=_Pec_${g.casuale(16).toString('hex')}`;
