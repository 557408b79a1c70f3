import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { chiedi } from '../platform/http/chiedi.ts';
import type { DomandaSuggerimenti, EsitiSuggerimenti, Suggerimenti } from './tipi.ts';

export const suggerimentiQuery = (domanda: DomandaSuggerimenti) =>
  queryOptions({
    queryKey: ['suggerimenti', domanda],
    queryFn: ({ signal }) =>
      chiedi<Suggerimenti>('GET', '/suggerimenti', { ricerca: { ...domanda }, segnale: signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export const annotaEsiti = (esiti: EsitiSuggerimenti): Promise<void> =>
  chiedi<undefined>('POST', '/suggerimenti/esiti', { corpo: esiti });
