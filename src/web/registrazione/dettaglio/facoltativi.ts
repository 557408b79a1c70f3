import type { ModificaFacoltativi, Registrazione } from '../tipi.ts';

/** Data that have a form of their own. */
type Altrove =
  | 'versione'
  | 'originali'
  | 'riservatezza'
  | 'datiParticolari'
  | 'datiGiudiziari'
  | 'garaFinoA'
  | 'motivoRiservatezza';

/** The optional data as the form holds them: empty text for none. */
export type Facoltativi = Record<Exclude<keyof ModificaFacoltativi, Altrove>, string>;

export function daRegistrazione(r: Registrazione): Facoltativi {
  return {
    classificazione: r.classificazione?.codice ?? '',
    unitaCompetente: r.unitaCompetente?.codice ?? '',
    rpa: r.rpa ?? '',
    mezzo: r.mezzo ?? '',
    numeroRaccomandata: r.numeroRaccomandata ?? '',
    dataDocumento: r.dataDocumento ?? '',
    luogo: r.luogo ?? '',
    note: r.note ?? '',
  };
}

/** What differs, as a merge patch: `null` clears. */
export function cambiati(
  prima: Facoltativi,
  dopo: Facoltativi,
): Partial<Record<keyof Facoltativi, string | null>> {
  const campi = Object.keys(prima) as (keyof Facoltativi)[];
  return Object.fromEntries(
    campi
      .filter((c) => prima[c] !== dopo[c].trim())
      .map((c) => [c, dopo[c].trim() === '' ? null : dopo[c].trim()]),
  );
}

/** What was written, on top of what somebody else saved meanwhile: only the data one touched keep one's own value. */
export function riportati(partenza: Facoltativi, scritti: Facoltativi, attuali: Facoltativi): Facoltativi {
  const campi = Object.keys(partenza) as (keyof Facoltativi)[];
  return Object.fromEntries(
    campi.map((c) => [c, scritti[c] === partenza[c] ? attuali[c] : scritti[c]]),
  ) as Facoltativi;
}
