import { queryOptions } from '@tanstack/react-query';
import { chiedi } from '../../platform/http/chiedi.ts';
import type { ConfigurazioneCasella, EsitoProvaCasella, NuovaCasella } from '../tipi.ts';

export const configurazioniQuery = queryOptions({
  queryKey: ['pec', 'configurazione'],
  queryFn: async () => (await chiedi<{ items: ConfigurazioneCasella[] }>('GET', '/pec/configurazione')).items,
  refetchInterval: 30_000,
});

/** A new box, or the one there is, at the version that was read. */
export function salvaCasella(
  corpo: NuovaCasella,
  prima: ConfigurazioneCasella | undefined,
  chiave: string,
): Promise<ConfigurazioneCasella> {
  if (!prima) return chiedi('POST', '/pec/caselle', { corpo, chiave });
  const { genere: _, ...resto } = corpo;
  return chiedi('PUT', `/pec/caselle/${prima.id}`, { corpo: { ...resto, versione: prima.versione } });
}

export const provaCasella = (id: string): Promise<EsitoProvaCasella> =>
  chiedi('POST', `/pec/caselle/${id}/prova`);
