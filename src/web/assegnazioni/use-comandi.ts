import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { annuncia } from '../platform/ui/annunci.tsx';
import { comanda, modifica } from './api.ts';
import type { Assegnazione } from './tipi.ts';

/** Whatever shows assignments, or the registration they are of, may change with any of these acts. */
const toccate = new Set<unknown>(['assegnazioni', 'registrazione', 'storia', 'scrivania', 'coda']);

export function useAggiorna(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    () => client.invalidateQueries({ predicate: (q) => toccate.has(q.queryKey[0]) }),
    [client],
  );
}

export type Comando = { id: string; comando: string; corpo: object; detto: string };

/** A command on an assignment; commands may be repeated, so they need no key. */
export function useComando(dopo?: () => void): UseMutationResult<Assegnazione, Error, Comando> {
  const aggiorna = useAggiorna();
  return useMutation({
    mutationFn: ({ id, comando, corpo }: Comando) =>
      comando === 'modifica' ? modifica(id, corpo) : comanda(id, comando, corpo),
    onSuccess: async (_, { detto }) => {
      annuncia(detto);
      dopo?.();
      await aggiorna();
    },
    // Refused because somebody came first: what is shown is old.
    onError: aggiorna,
  });
}
