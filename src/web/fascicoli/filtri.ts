import type { FiltroFascicoli, TipoFascicolo } from './tipi.ts';

/** The filters of the list as they stand in the address, plus how it is looked at: as a list or along the titolario. */
export type Filtri = {
  q?: string | undefined;
  stato?: 'aperto' | 'chiuso' | undefined;
  tipo?: TipoFascicolo | undefined;
  classificazione?: string | undefined;
  anno?: string | undefined;
  ufficio?: string | undefined;
  rpa?: string | undefined;
  vista?: 'classi' | undefined;
};

const testo = (v: unknown): string | undefined => (typeof v === 'string' && v.trim() ? v : undefined);
const tipi: readonly TipoFascicolo[] = [
  'affare',
  'attivita',
  'persona-fisica',
  'persona-giuridica',
  'procedimento',
];

/** What of an address makes sense as filters; the rest is let fall. */
export function leggiFiltriFascicoli(s: Record<string, unknown>): Filtri {
  return {
    q: testo(s.q),
    stato: s.stato === 'aperto' || s.stato === 'chiuso' ? s.stato : undefined,
    tipo: tipi.find((t) => t === s.tipo),
    classificazione: testo(s.classificazione),
    anno: typeof s.anno === 'string' && /^20\d\d$/.test(s.anno) ? s.anno : undefined,
    ufficio: testo(s.ufficio),
    rpa: testo(s.rpa),
    vista: s.vista === 'classi' ? 'classi' : undefined,
  };
}

/** The same, as the server wants them. */
export function versoFiltro({ vista: _, anno, ...f }: Filtri): FiltroFascicoli {
  return { ...f, anno: anno === undefined ? undefined : Number(anno) };
}
