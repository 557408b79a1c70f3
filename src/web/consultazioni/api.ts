import type {
  Consultazione,
  DecisioneConsultazione,
  ElencoConsultazioni,
  NuovaConsultazione,
} from '../../consultazioni/consultazioni.schema.ts';
import { chiedi } from '../platform/http/chiedi.ts';

export type { Consultazione, DecisioneConsultazione, NuovaConsultazione };

export const CONSULTAZIONI = ['consultazioni'];

export const elencoConsultazioni = {
  queryKey: CONSULTAZIONI,
  queryFn: ({ pageParam }: { pageParam: string | undefined }) =>
    chiedi<ElencoConsultazioni>('GET', '/consultazioni', { ricerca: { cursor: pageParam } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (ultima: ElencoConsultazioni) => ultima.cursor,
};

export const chiediConsultazione = (corpo: NuovaConsultazione, chiave: string): Promise<Consultazione> =>
  chiedi('POST', '/consultazioni', { corpo, chiave });
export const decidiConsultazione = (id: string, corpo: DecisioneConsultazione): Promise<Consultazione> =>
  chiedi('POST', `/consultazioni/${id}/decisione`, { corpo });
export const revocaConsultazione = (id: string, motivo: string): Promise<Consultazione> =>
  chiedi('POST', `/consultazioni/${id}/revoca`, { corpo: { motivo } });
