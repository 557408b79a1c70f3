import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { chiedi } from '../platform/http/chiedi.ts';

export type NodoTitolario = { codice?: string; denominazione: string; figli: NodoTitolario[] };
export type VoceTrovata = { codice: string; denominazione: string; percorso: string };

export const titolarioQuery = queryOptions({
  queryKey: ['titolario'],
  queryFn: () => chiedi<{ versione: string; livelli: string[]; items: NodoTitolario[] }>('GET', '/titolario'),
  staleTime: 300_000,
});

export const vociQuery = (q: string) =>
  queryOptions({
    queryKey: ['titolario', 'voci', q],
    queryFn: () => chiedi<{ items: VoceTrovata[] }>('GET', '/titolario/voci', { ricerca: { q } }),
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  });
