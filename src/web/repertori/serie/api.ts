import { queryOptions } from '@tanstack/react-query';
import { chiedi } from '../../platform/http/chiedi.ts';
import type { ModificaSerie, NuovaSerie, NuovaUnitaDiSerie, Serie, UnitaDiSerie } from '../tipi.ts';

export const elencoSerieQuery = queryOptions({
  queryKey: ['serie'],
  queryFn: () => chiedi<{ items: Serie[] }>('GET', '/serie'),
});

export const serieQuery = (id: string) =>
  queryOptions({ queryKey: ['serie', id], queryFn: () => chiedi<Serie>('GET', `/serie/${id}`) });

export const leggiUnita = (
  id: string,
  cursor: string | undefined,
): Promise<{ items: UnitaDiSerie[]; cursor?: string }> =>
  chiedi('GET', `/serie/${id}/unita`, { ricerca: { cursor } });

export const creaSerie = (corpo: NuovaSerie, chiave: string): Promise<Serie> =>
  chiedi('POST', '/serie', { corpo, chiave });
export const modificaSerie = (id: string, corpo: ModificaSerie): Promise<Serie> =>
  chiedi('PATCH', `/serie/${id}`, { corpo });
export const aggiungiUnita = (
  id: string,
  corpo: NuovaUnitaDiSerie,
  chiave: string,
): Promise<{ id: string }> => chiedi('POST', `/serie/${id}/unita`, { corpo, chiave });
export const togliUnita = (id: string, unita: string): Promise<void> =>
  chiedi('DELETE', `/serie/${id}/unita/${unita}`);
