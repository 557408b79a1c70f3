import { queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ChiaveApi, ChiaveCreata, NuovaChiave } from '../../autorizzazioni/chiavi/chiavi.schema.ts';
import type { Delega, NuovaDelega } from '../../autorizzazioni/deleghe/deleghe.schema.ts';
import type { Impostazioni } from '../../organizzazione/impostazioni.schema.ts';
import type { Aoo, ElencoPersone, ElencoUnita } from '../../organizzazione/organizzazione.schema.ts';
import type { UnitaChiuse } from '../../organizzazione/unita/unita.schema.ts';
import { chiedi } from '../platform/http/chiedi.ts';

export type { Aoo, ChiaveApi, ChiaveCreata, Delega, Impostazioni, NuovaChiave, NuovaDelega };
export type Unita = ElencoUnita['items'][number];

export function useUnita(): UseQueryResult<Unita[]> {
  return useQuery({
    queryKey: ['unita'],
    queryFn: async () => (await chiedi<ElencoUnita>('GET', '/unita')).items,
    staleTime: 300_000,
  });
}

/** Closed offices, each with the one that does its work. */
export const chiuseQuery = queryOptions({
  queryKey: ['unita-chiuse'],
  queryFn: async () => (await chiedi<UnitaChiuse>('GET', '/unita-chiuse')).items,
  staleTime: 300_000,
});

export const aooQuery = queryOptions({ queryKey: ['aoo'], queryFn: () => chiedi<Aoo>('GET', '/aoo') });
export const salvaAoo = (corpo: Aoo): Promise<Aoo> => chiedi('PUT', '/aoo', { corpo });

export const impostazioniQuery = queryOptions({
  queryKey: ['impostazioni'],
  queryFn: () => chiedi<Impostazioni>('GET', '/impostazioni'),
});
export const salvaImpostazioni = (corpo: Impostazioni): Promise<Impostazioni> =>
  chiedi('PUT', '/impostazioni', { corpo });

export const chiaviQuery = queryOptions({
  queryKey: ['chiavi-api'],
  queryFn: () => chiedi<{ items: ChiaveApi[] }>('GET', '/chiavi-api'),
});
export const creaChiave = (corpo: NuovaChiave, chiave: string): Promise<ChiaveCreata> =>
  chiedi('POST', '/chiavi-api', { corpo, chiave });
export const revocaChiave = (id: string): Promise<void> => chiedi('DELETE', `/chiavi-api/${id}`);

export const delegheQuery = queryOptions({
  queryKey: ['deleghe'],
  queryFn: () => chiedi<{ items: Delega[] }>('GET', '/deleghe'),
});
/** Colleagues by name, for who may not see the users. */
export const personeQuery = queryOptions({
  queryKey: ['persone'],
  queryFn: () => chiedi<ElencoPersone>('GET', '/persone'),
  staleTime: 300_000,
});
export const conferisciDelega = (corpo: NuovaDelega, chiave: string): Promise<Delega> =>
  chiedi('POST', '/deleghe', { corpo, chiave });
export const revocaDelega = (id: string): Promise<void> => chiedi('DELETE', `/deleghe/${id}`);
