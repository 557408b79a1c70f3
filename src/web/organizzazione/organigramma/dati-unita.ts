import type { NuovaUnita, PeriodoUnita, Variazione } from './tipi.ts';

/** What one writes of a unit; every field is there, empty where nothing is known. */
export type DatiUnita = {
  denominazione: string;
  tipo: NuovaUnita['tipo'];
  padre: string;
  uop: boolean;
  uu: boolean;
  ufficioProtocollo: boolean;
  ordine: string;
  indirizzo: string;
  email: string;
  pec: string;
  telefono: string;
  codiceUnivoco: string;
};

export function datiDi(stato?: PeriodoUnita['stato']): DatiUnita {
  return {
    denominazione: stato?.denominazione ?? '',
    tipo: stato?.tipo ?? 'ufficio',
    padre: stato?.padre ?? '',
    uop: stato?.uop ?? false,
    uu: stato?.uu ?? true,
    ufficioProtocollo: stato?.ufficioProtocollo ?? false,
    ordine: String(stato?.ordine ?? 0),
    indirizzo: stato?.indirizzo ?? '',
    email: stato?.email ?? '',
    pec: stato?.pec ?? '',
    telefono: stato?.telefono ?? '',
    codiceUnivoco: stato?.codiceUnivoco ?? '',
  };
}

/** The same as the API wants it: null where there is nothing. */
function detti(d: DatiUnita): Required<Omit<Variazione, 'dal' | 'atto'>> {
  return {
    denominazione: d.denominazione.trim(),
    tipo: d.tipo,
    padre: d.padre || null,
    uop: d.uop,
    uu: d.uu,
    ufficioProtocollo: d.ufficioProtocollo,
    ordine: Number(d.ordine),
    indirizzo: d.indirizzo.trim() || null,
    email: d.email.trim() || null,
    pec: d.pec.trim() || null,
    telefono: d.telefono.trim() || null,
    codiceUnivoco: d.codiceUnivoco.trim().toUpperCase() || null,
  };
}

/** Only what was changed. */
export function cambiati(prima: DatiUnita, dopo: DatiUnita): Omit<Variazione, 'dal' | 'atto'> {
  const era = Object.entries(detti(prima));
  return Object.fromEntries(
    Object.entries(detti(dopo)).filter(([campo, valore]) => era.find(([c]) => c === campo)?.[1] !== valore),
  );
}

/** What a new unit has. */
export function presenti(d: DatiUnita): Omit<NuovaUnita, 'codice' | 'dal' | 'atto'> {
  const { denominazione, tipo, ...altri } = detti(d);
  return {
    denominazione,
    tipo,
    ...Object.fromEntries(Object.entries(altri).filter(([, valore]) => valore !== null)),
  };
}
