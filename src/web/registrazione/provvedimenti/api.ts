import { queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { chiedi } from '../../platform/http/chiedi.ts';
import { percorsoDi, type Riferimento } from '../api.ts';
import type { Decisione, Provvedimento, RichiestaAnnullamento, RichiestaRettifica } from '../tipi.ts';

const RICHIESTE = '/registri/PG/richieste';
type ElencoRichieste = { items: Provvedimento[] };

export const richiesteQuery = queryOptions({
  queryKey: ['richieste', 'in-attesa'],
  queryFn: () => chiedi<ElencoRichieste>('GET', RICHIESTE, { ricerca: { stato: 'in-attesa' } }),
  refetchInterval: 60_000,
});

/** What waits for a decision. Who may not decide sees what he asked for himself. */
export function useRichieste(): UseQueryResult<ElencoRichieste> {
  return useQuery(richiesteQuery);
}

export function chiediAnnullamento(
  r: Riferimento,
  corpo: RichiestaAnnullamento,
  chiave: string,
): Promise<Provvedimento> {
  return chiedi('POST', `${percorsoDi(r)}/annullamento`, { corpo, chiave });
}

export function chiediRettifica(
  r: Riferimento,
  corpo: RichiestaRettifica,
  chiave: string,
): Promise<Provvedimento> {
  return chiedi('POST', `${percorsoDi(r)}/rettifiche`, { corpo, chiave });
}

export function decidi(id: string, corpo: Decisione, chiave: string): Promise<Provvedimento> {
  return chiedi('POST', `${RICHIESTE}/${id}/decisione`, { corpo, chiave });
}

export function ritira(id: string): Promise<void> {
  return chiedi('DELETE', `${RICHIESTE}/${id}`);
}
