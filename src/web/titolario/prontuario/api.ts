import { keepPreviousData } from '@tanstack/react-query';
import { chiedi } from '../../platform/http/chiedi.ts';
import type {
  ElencoProntuario,
  EsitoImportazioneProntuario,
  ModificaVoceProntuario,
  NuovaVoceProntuario,
  VoceProntuario,
} from '../tipi.ts';

export const elencoProntuario = (q: string, orfane: boolean) => ({
  queryKey: ['prontuario', q, orfane],
  queryFn: ({ pageParam }: { pageParam: string | undefined }) =>
    chiedi<ElencoProntuario>('GET', '/prontuario', {
      ricerca: { q, cursor: pageParam, limit: 50, ...(orfane && { orfane: 'true' }) },
    }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (ultima: ElencoProntuario) => ultima.cursor,
  placeholderData: keepPreviousData,
});

export function aggiungiAlProntuario(corpo: NuovaVoceProntuario, chiave: string): Promise<VoceProntuario> {
  return chiedi('POST', '/prontuario', { corpo, chiave });
}

export function modificaProntuario(id: string, corpo: ModificaVoceProntuario): Promise<VoceProntuario> {
  return chiedi('PATCH', `/prontuario/${id}`, { corpo });
}

export function togliDalProntuario(id: string): Promise<void> {
  return chiedi('DELETE', `/prontuario/${id}`);
}

export function importaProntuario(
  corpo: { contenuto: string },
  chiave: string,
): Promise<EsitoImportazioneProntuario> {
  return chiedi('POST', '/prontuario/importazione', { corpo, chiave });
}
