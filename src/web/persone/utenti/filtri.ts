import type { FiltroUtenti } from '../api.ts';

const testo = (v: unknown): string | undefined => (typeof v === 'string' && v.trim() ? v : undefined);
const tra = <T extends string>(v: unknown, ammessi: readonly T[]): T | undefined =>
  ammessi.find((a) => a === v);

export type FiltriUtenti = Pick<FiltroUtenti, 'q' | 'stato' | 'profilo' | 'unita'>;

/** The filters of the list, as they stand in the address. */
export function leggiFiltriUtenti(s: Record<string, unknown>): FiltriUtenti {
  return {
    q: testo(s.q),
    stato: tra(s.stato, ['disattivati', 'tutti']),
    profilo: tra(s.profilo, ['amministratore', 'responsabile', 'operatore', 'consultazione', 'nessuno']),
    unita: testo(s.unita),
  };
}
