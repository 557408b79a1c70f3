import { useIsMutating, useMutationState, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import type { Assegnazione, ElencoAssegnazioni } from './tipi.ts';

export type Operazione =
  | { tipo: 'conferma' | 'smista' | 'archivia' }
  | { tipo: 'rinvia'; motivo: string }
  | { tipo: 'subassegna'; persone: string[] }
  | { tipo: 'riassegna'; ufficio: string };
export type Atto = { voci: Assegnazione[]; operazione: Operazione };

/** Key of the acts under way, or waiting for their turn. */
export const ATTI = ['scrivania', 'atti'];

/** Whether something decided on the desk has still to reach the server, wherever one has gone meanwhile. */
export const useAttiInCorso = (): boolean => useIsMutating({ mutationKey: ATTI }) > 0;

/** What the office gave to somebody it keeps. */
export const siAllontana = (o: Operazione): boolean => o.tipo !== 'subassegna';

/** Of what is being done, or waits for its turn, the ids of what is about to leave the list. */
export function useInPartenza(): ReadonlySet<string> {
  const atti = useMutationState({
    filters: { mutationKey: ATTI, status: 'pending' },
    select: ({ state }) => state.variables as Atto,
  });
  return new Set(atti.filter((a) => siAllontana(a.operazione)).flatMap((a) => a.voci.map((v) => v.id)));
}

/** Takes out of the lists what has left: one that was being read may have been read before. */
export async function allontana(client: QueryClient, voci: Assegnazione[]): Promise<void> {
  const via = new Set(voci.map((v) => v.id));
  await client.cancelQueries({ queryKey: ['scrivania', 'elenco'] });
  client.setQueriesData<InfiniteData<ElencoAssegnazioni>>(
    { queryKey: ['scrivania', 'elenco'] },
    (prima) =>
      prima && {
        ...prima,
        pages: prima.pages.map((p) => ({ ...p, items: p.items.filter((v) => !via.has(v.id)) })),
      },
  );
}
