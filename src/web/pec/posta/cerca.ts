import { leggiStato, type StatoMostrato } from './stati.ts';

/** What the address of the screen says: the filters, and the message in front. */
export type Cerca = {
  stato?: StatoMostrato | undefined;
  casella?: string | undefined;
  q?: string | undefined;
  m?: string | undefined;
};

const testo = (valore: unknown): string | undefined =>
  typeof valore === 'string' && valore ? valore : undefined;

export const leggiCerca = (s: Record<string, unknown>): Cerca => ({
  stato: leggiStato(s.stato),
  casella: testo(s.casella),
  q: testo(s.q),
  m: testo(s.m),
});
