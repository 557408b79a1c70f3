import { queryOptions } from '@tanstack/react-query';
import { elencaMessaggi } from '../pec/api.ts';
import { chiedi } from '../platform/http/chiedi.ts';
import type { LetteraDimostrativa, PostaCittadino } from './tipi.ts';

export const caselleDimostrativeQuery = queryOptions({
  queryKey: ['dimostrazione', 'caselle'],
  queryFn: async () =>
    (await chiedi<{ items: { indirizzo: string }[] }>('GET', '/dimostrazione/caselle')).items,
});

export const scriviAllEnte = (corpo: LetteraDimostrativa): Promise<{ a: string }> =>
  chiedi('POST', '/dimostrazione/messaggi', { corpo });

/** Asked again by itself: receipts come when they come. */
export const postaCittadinoQuery = (indirizzo: string) =>
  queryOptions({
    queryKey: ['dimostrazione', 'posta', indirizzo],
    queryFn: async () =>
      (await chiedi<PostaCittadino>('GET', '/dimostrazione/posta', { ricerca: { indirizzo } })).items,
    refetchInterval: 3_000,
  });

/** What came into the boxes from that address: here one sees one's own letter arrive. */
export const arrivatiDaQuery = (indirizzo: string) =>
  queryOptions({
    queryKey: ['pec', 'messaggi', 'da', indirizzo],
    queryFn: async () => (await elencaMessaggi({ q: indirizzo }, undefined)).items,
    staleTime: 0,
  });
