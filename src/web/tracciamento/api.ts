import { queryOptions } from '@tanstack/react-query';
import { chiedi } from '../platform/http/chiedi.ts';

type Avviso = { id: string; codice: string; testo: string; ultimoIl: string; volte: number };

export const avvisiQuery = queryOptions({
  queryKey: ['avvisi'],
  queryFn: () => chiedi<{ items: Avviso[] }>('GET', '/avvisi'),
  refetchInterval: 60_000,
});
