import type { NodoTitolario, TipoCambio } from './tipi.ts';

/** How long, in a few words: `10 anni`, `permanente`. */
export function nomeConservazione(c: NonNullable<NodoTitolario['conservazione']>): string {
  if (c.permanente) return 'permanente';
  return c.anni === 1 ? '1 anno' : `${c.anni ?? 0} anni`;
}

/** Registrations under an entry and under what it contains; undefined when they were not counted. */
export function registrazioniSotto(nodo: NodoTitolario): number | undefined {
  if (nodo.registrazioni === undefined) return undefined;
  return nodo.figli.reduce((n, figlio) => n + (registrazioniSotto(figlio) ?? 0), nodo.registrazioni);
}

/** A count as one reads it: `12.345`. */
export function nomeConteggio(n: number): string {
  return n.toLocaleString('it-IT');
}

export const nomeCambio: Record<TipoCambio, string> = {
  introdotta: 'introdotta',
  tolta: 'tolta',
  chiusa: 'chiusa',
  riaperta: 'riaperta',
  ricodificata: 'codice cambiato',
  rinominata: 'testo cambiato',
  tipi: 'tipi di aggregazione cambiati',
  nota: 'nota cambiata',
};
