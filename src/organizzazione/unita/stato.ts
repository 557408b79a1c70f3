import type { Selectable } from 'kysely';
import type { DB } from '#platform/db';

/** What can change in a unit, as the table has it. */
export const CAMPI = [
  'denominazione',
  'tipo',
  'padre_id',
  'uop',
  'uu',
  'ufficio_protocollo',
  'ordine',
  'indirizzo',
  'email',
  'pec',
  'telefono',
  'codice_univoco',
] as const;
export type Campo = (typeof CAMPI)[number];
export type Stato = Pick<Selectable<DB['unita_storia']>, Campo>;

/** Since the ente is here: the first day of the rows that nobody dated. */
export const DA_SEMPRE = '-infinity';

/** A unit as it starts, where nothing else is said. */
export const VUOTO = {
  padre_id: null,
  uop: false,
  uu: false,
  ufficio_protocollo: false,
  ordine: 0,
  indirizzo: null,
  email: null,
  pec: null,
  telefono: null,
  codice_univoco: null,
} satisfies Partial<Stato>;

export function diversi(prima: Stato, dopo: Stato): Campo[] {
  return CAMPI.filter((c) => prima[c] !== dopo[c]);
}

/**
 * What a change says to what was already decided for later. A later row is whole: where it had a field as it was before the
 * change, it only repeated it, and takes the new value; from the row that decided that field on, its own holds.
 *
 * @param prima state before the change, on its day
 * @param dopo state after it
 * @param seguenti later rows, in order of day
 * @returns the rows as they become, in the same order
 */
export function propaga<R extends Stato>(prima: Stato, dopo: Stato, seguenti: readonly R[]): R[] {
  const vivi = new Set(diversi(prima, dopo));
  return seguenti.map((riga) => {
    const nuova = { ...riga };
    for (const campo of vivi) {
      if (riga[campo] === prima[campo]) Object.assign(nuova, { [campo]: dopo[campo] });
      else vivi.delete(campo);
    }
    return nuova;
  });
}
