import { chiedi } from '../platform/http/chiedi.ts';
import type { Comunicazione, ElencoComunicazioni } from '../../comunicazioni/comunicazioni.schema.ts';

export type { Comunicazione, ElencoComunicazioni };

export function leggiComunicazioni(cursor: string | undefined, limit: number): Promise<ElencoComunicazioni> {
  return chiedi('GET', '/comunicazioni', { ricerca: { cursor, limit } });
}

export function segnaLetta(id: string): Promise<void> {
  return chiedi('POST', `/comunicazioni/${id}/lettura`);
}
