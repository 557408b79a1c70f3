import { queryOptions } from '@tanstack/react-query';
import { chiedi, indirizzo } from '../platform/http/chiedi.ts';
import type {
  ElencoEsportazioni,
  Esportazione,
  NuovaEsportazione,
} from '../../esportazione/richieste/esportazioni.schema.ts';

export type { Esportazione, NuovaEsportazione };

const RIGUARDA_MS = 2_000;
const BASE = '/esportazioni';

export const inCorso = (e: Esportazione): boolean => e.stato === 'richiesta' || e.stato === 'in-corso';

/** While one is being prepared the list is asked again and again. */
export const esportazioniQuery = queryOptions({
  queryKey: ['esportazioni'],
  queryFn: () => chiedi<ElencoEsportazioni>('GET', BASE),
  refetchInterval: (q) => (q.state.data?.items.some(inCorso) ? RIGUARDA_MS : false),
});

export const chiediEsportazione = (corpo: NuovaEsportazione, chiave: string): Promise<Esportazione> =>
  chiedi('POST', BASE, { corpo, chiave });
export const annullaEsportazione = (id: string): Promise<Esportazione> =>
  chiedi('POST', `${BASE}/${id}/annullamento`);
export const eliminaEsportazione = (id: string): Promise<Esportazione> => chiedi('DELETE', `${BASE}/${id}`);
export const archivioDi = (id: string): string => indirizzo(`${BASE}/${id}/archivio.zip`);
