import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { DUE_MINUTI, elencaMessaggi, type FiltriPosta } from '../api.ts';
import type { ElencoMessaggi, VoceMessaggio } from '../tipi.ts';

export type Posta = {
  pagine: UseInfiniteQueryResult<InfiniteData<ElencoMessaggi>>;
  voci: VoceMessaggio[];
};

/** The messages under the filters; asked again when something has happened, and now and then. */
export function usePosta(filtri: FiltriPosta): Posta {
  const pagine = useInfiniteQuery({
    queryKey: ['pec', 'messaggi', filtri],
    queryFn: ({ pageParam }) => elencaMessaggi(filtri, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (ultima) => ultima.cursor,
    refetchInterval: DUE_MINUTI,
  });
  return { pagine, voci: pagine.data?.pages.flatMap((p) => p.items) ?? [] };
}

const APERTI = new Set(['da-esaminare', 'quarantena', 'trasmesso']);

/** The one to examine after `id`, or before it where none follows. */
export function prossimoDaEsaminare(
  voci: readonly VoceMessaggio[],
  id: string | undefined,
): string | undefined {
  const qui = voci.findIndex((v) => v.id === id);
  const aperti = (alcuni: readonly VoceMessaggio[]) =>
    alcuni.filter((v) => APERTI.has(v.stato) && v.id !== id);
  return (aperti(voci.slice(qui + 1))[0] ?? aperti(voci.slice(0, Math.max(qui, 0))).at(-1))?.id;
}
