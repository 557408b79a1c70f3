import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { chiedi } from '../platform/http/chiedi.ts';
import type { StoriaVoce, TitolarioInUso, VociTrovate } from './tipi.ts';

export type VoceTrovata = VociTrovate['items'][number];

export const titolarioQuery = (data?: string, conteggi = false) =>
  queryOptions({
    queryKey: ['titolario', 'albero', data ?? '', conteggi],
    queryFn: () =>
      chiedi<TitolarioInUso>('GET', '/titolario', {
        ricerca: { data, ...(conteggi && { conteggi: 'true' }) },
      }),
    staleTime: conteggi ? 30_000 : 300_000,
    placeholderData: keepPreviousData,
    retry: false,
  });

export const vociQuery = (q: string) =>
  queryOptions({
    queryKey: ['titolario', 'voci', q],
    queryFn: () => chiedi<VociTrovate>('GET', '/titolario/voci', { ricerca: { q } }),
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  });

export const storiaQuery = (codice: string) =>
  queryOptions({
    queryKey: ['titolario', 'storia', codice],
    queryFn: () => chiedi<StoriaVoce>('GET', `/titolario/voci/${encodeURIComponent(codice)}/storia`),
  });

export function salvaLivelli(livelli: string[]): Promise<{ livelli: string[] }> {
  return chiedi('PUT', '/titolario/livelli', { corpo: { livelli } });
}
