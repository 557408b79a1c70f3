import type { FiltroElenco, Flusso } from '../tipi.ts';

/** The filters of the list, as they stand in the address: what one sees can be pasted and found again. */
export type Filtri = Omit<FiltroElenco, 'cursor' | 'limit'>;

const GIORNO = /^\d{4}-\d{2}-\d{2}$/;
const stati = ['valida', 'annullata', 'rettificata'] as const;

const FASCICOLO = /^[1-9]\d{0,14}(\.[1-9]\d{0,3}){0,2}$/;
const intero = (v: unknown): number | undefined => {
  const n = Number(v);
  return Number.isInteger(n) && n > 0 ? n : undefined;
};
const testo = (v: unknown): string | undefined => (typeof v === 'string' && v.trim() ? v : undefined);
const giorno = (v: unknown): string | undefined => (typeof v === 'string' && GIORNO.test(v) ? v : undefined);

/** What of an address makes sense as filters; the rest is let fall. */
export function leggiFiltri(s: Record<string, unknown>): Filtri {
  return {
    q: testo(s.q),
    dal: giorno(s.dal),
    al: giorno(s.al),
    flusso:
      s.flusso === 'E' || s.flusso === 'U' || s.flusso === 'I' ? (s.flusso satisfies Flusso) : undefined,
    corrispondente: testo(s.corrispondente),
    mezzo: testo(s.mezzo),
    classificazione: testo(s.classificazione),
    stato: stati.find((x) => x === s.stato),
    luogo: testo(s.luogo),
    rpa: testo(s.rpa),
    protocolloMittente: testo(s.protocolloMittente),
    numero: intero(s.numero),
    anno: intero(s.anno),
    oggetto: testo(s.oggetto),
    fascicolo: typeof s.fascicolo === 'string' && FASCICOLO.test(s.fascicolo) ? s.fascicolo : undefined,
    ufficio: testo(s.ufficio),
  };
}
