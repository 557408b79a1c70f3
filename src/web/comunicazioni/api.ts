import { chiedi } from '../platform/http/chiedi.ts';
import type {
  Comunicazione,
  ElencoComunicazioni,
  Indicazione,
  Preferenze,
  PreferenzeScelte,
  RegolaPosta,
  ReteComunicazioni,
  ReteUnita,
} from '../../comunicazioni/comunicazioni.schema.ts';

export type { Comunicazione, ElencoComunicazioni, Preferenze, PreferenzeScelte, ReteUnita };

export function leggiComunicazioni(cursor: string | undefined, limit: number): Promise<ElencoComunicazioni> {
  return chiedi('GET', '/comunicazioni', { ricerca: { cursor, limit } });
}

export function segnaLetta(id: string): Promise<void> {
  return chiedi('POST', `/comunicazioni/${id}/lettura`);
}

export const leggiPreferenze = (): Promise<Preferenze> => chiedi('GET', '/comunicazioni/preferenze');
export const scegliPreferenze = (corpo: PreferenzeScelte): Promise<Preferenze> =>
  chiedi('PUT', '/comunicazioni/preferenze', { corpo });
export const leggiRete = (): Promise<ReteComunicazioni> => chiedi('GET', '/comunicazioni/rete');
export const impostaRete = (unita: string, corpo: Indicazione): Promise<ReteUnita> =>
  chiedi('PUT', `/comunicazioni/rete/${unita}`, { corpo });
export const leggiRegola = (): Promise<RegolaPosta> => chiedi('GET', '/comunicazioni/regola');
export const decidiRegola = (maiAmmesso: boolean): Promise<RegolaPosta> =>
  chiedi('PUT', '/comunicazioni/regola', { corpo: { maiAmmesso } });
