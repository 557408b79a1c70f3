import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { chiedi } from '../platform/http/chiedi.ts';
import type {
  DomandaSmistamento,
  ElencoRegole,
  EsitoProva,
  NuovaRegola,
  RegolaRiscritta,
  RegolaSmistamento,
  RichiestaProva,
  SmistamentoProposto,
} from './tipi.ts';

export const regoleQuery = queryOptions({
  queryKey: ['regole-smistamento'],
  queryFn: async () => (await chiedi<ElencoRegole>('GET', '/regole-smistamento')).items,
});

export const propostaQuery = (domanda: DomandaSmistamento) =>
  queryOptions({
    queryKey: ['regole-smistamento', 'proposta', domanda],
    queryFn: ({ signal }) =>
      chiedi<SmistamentoProposto>('GET', '/regole-smistamento/proposta', {
        ricerca: { ...domanda },
        segnale: signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export const aggiungiRegola = (corpo: NuovaRegola, chiave: string): Promise<RegolaSmistamento> =>
  chiedi('POST', '/regole-smistamento', { corpo, chiave });
export const riscriviRegola = (id: string, corpo: RegolaRiscritta): Promise<RegolaSmistamento> =>
  chiedi('PUT', `/regole-smistamento/${id}`, { corpo });
export const togliRegola = (id: string): Promise<void> => chiedi('DELETE', `/regole-smistamento/${id}`);
export const riordina = (regole: string[]): Promise<ElencoRegole> =>
  chiedi('PUT', '/regole-smistamento/ordine', { corpo: { regole } });
export const prova = (corpo: RichiestaProva): Promise<EsitoProva> =>
  chiedi('POST', '/regole-smistamento/prova', { corpo });
