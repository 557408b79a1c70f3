import { queryOptions } from '@tanstack/react-query';
import { chiedi, indirizzo } from '../platform/http/chiedi.ts';
import type { ModificaRepertorio, NuovoRepertorio, Repertorio } from './tipi.ts';

export const repertoriQuery = queryOptions({
  queryKey: ['repertori'],
  queryFn: () => chiedi<{ items: Repertorio[] }>('GET', '/repertori'),
});

export const repertorioQuery = (codice: string) =>
  queryOptions({
    queryKey: ['repertori', codice],
    queryFn: () => chiedi<Repertorio>('GET', `/repertori/${encodeURIComponent(codice)}`),
  });

export const istituisci = (corpo: NuovoRepertorio, chiave: string): Promise<Repertorio> =>
  chiedi('POST', '/repertori', { corpo, chiave });

export const modificaRepertorio = (codice: string, corpo: ModificaRepertorio): Promise<Repertorio> =>
  chiedi('PATCH', `/repertori/${codice}`, { corpo });

/** Where the printed repertorio is, of a year or whole. */
export const stampa = (codice: string, formato: 'pdf' | 'csv', anno?: number, volume?: number): string =>
  indirizzo(`/repertori/${codice}/stampa.${formato}`, { anno, volume });
