import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';
import { nuovaChiave } from './chiave.ts';
import { ErroreRete } from './errore.ts';

/**
 * A mutation whose idempotency key lives as long as its outcome is unknown: a double click or a retry after the network
 * failed sends the same key with the same body; a new body, or an act whose outcome is known, gets a new key.
 */
export function useInvio<C, R>(
  invia: (corpo: C, chiave: string) => Promise<R>,
  dopo?: (risultato: R, corpo: C) => void | Promise<void>,
): UseMutationResult<R, Error, C> {
  const tentativo = useRef<{ testo: string; chiave: string }>(undefined);
  return useMutation({
    mutationFn: (corpo: C) => {
      const testo = JSON.stringify(corpo) ?? '';
      if (tentativo.current?.testo !== testo) tentativo.current = { testo, chiave: nuovaChiave() };
      return invia(corpo, tentativo.current.chiave);
    },
    onError: (errore) => {
      if (!(errore instanceof ErroreRete)) tentativo.current = undefined;
    },
    onSuccess: (risultato, corpo) => {
      tentativo.current = undefined;
      return dopo?.(risultato, corpo);
    },
  });
}
