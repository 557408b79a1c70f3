import { queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { chiedi } from '../../platform/http/chiedi.ts';
import { percorsoDi, type Riferimento } from '../api.ts';
import type { Decisione, Provvedimento, RichiestaAnnullamento, RichiestaRettifica } from '../tipi.ts';

type ElencoRichieste = { items: Provvedimento[] };

export const richiesteQuery = queryOptions({
  queryKey: ['richieste', 'in-attesa'],
  queryFn: () => chiedi<ElencoRichieste>('GET', '/richieste', { ricerca: { stato: 'in-attesa' } }),
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

type Richiesta = Pick<Provvedimento, 'id' | 'registro'>;
const percorsoRichiesta = ({ id, registro }: Richiesta): string => `/registri/${registro}/richieste/${id}`;

export function decidi(q: Richiesta, corpo: Decisione, chiave: string): Promise<Provvedimento> {
  return chiedi('POST', `${percorsoRichiesta(q)}/decisione`, { corpo, chiave });
}

export function ritira(q: Richiesta): Promise<void> {
  return chiedi('DELETE', percorsoRichiesta(q));
}
