import type { DocumentiDaSistemare } from '../tipi.ts';

/** A document that lacks its class or its fascicolo. */
export type Voce = DocumentiDaSistemare['items'][number];

export const chiaveDi = (v: Pick<Voce, 'registro' | 'anno' | 'numero'>): string =>
  `${v.registro}/${v.anno}/${v.numero}`;
