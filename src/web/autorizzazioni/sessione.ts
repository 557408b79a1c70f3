import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type QueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { createContext, use, useEffect } from 'react';
import { eliminaBozzeDi } from '../platform/bozze/archivio.ts';
import { chiedi, OBBLIGO } from '../platform/http/chiedi.ts';
import { ErroreApi } from '../platform/http/errore.ts';
import { portone } from '../platform/http/portone.ts';
import { avvisaAltreSchede } from './schede.ts';
import { accediConPasskey } from './secondo-fattore/api.ts';
import type { Sessione } from './tipi.ts';

export const chiaveSessione = ['sessione'] as const;

/** The session of this browser, or null when nobody signed in. */
export function useSessioneCorrente(): UseQueryResult<Sessione | null> {
  return useQuery({
    queryKey: chiaveSessione,
    queryFn: async () => {
      try {
        const sessione = await chiedi<Sessione>('GET', '/sessione', { senzaAttesa: true });
        if (sessione.bloccata) portone.chiudi('bloccata');
        return sessione;
      } catch (errore) {
        if (errore instanceof ErroreApi && errore.stato === 401) return null;
        throw errore;
      }
    },
    staleTime: Infinity,
  });
}

export const ContestoSessione = createContext<Sessione | undefined>(undefined);

/** Who is working. Only under the frame, where there is always somebody. */
export function useSessione(): Sessione {
  const sessione = use(ContestoSessione);
  if (!sessione) throw new Error('useSessione fuori dalla cornice');
  return sessione;
}

/** Whether who is working may do that (`registrazione.registra`, …). The server decides in any case. */
export function usePermesso(permesso: string): boolean {
  return useSessione().permessi.includes(permesso);
}

/** What the other person read is not shown to this one. The session itself stays: the screens are watching it. */
function dimentica(client: QueryClient): void {
  client.removeQueries({ predicate: (q) => q.queryKey[0] !== chiaveSessione[0] });
}

/** What was refused underneath in the meantime is asked again; an answer still on its way was a refusal too. */
export async function richiediTutto(client: QueryClient): Promise<void> {
  await client.cancelQueries();
  await client.invalidateQueries();
}

/** Name and password, or a passkey that says by itself whose it is. */
type Credenziali = { utente: string; password: string } | 'passkey';

/** Signs in: at the start, or in place of a session that expired. Another person's work is not shown to this one. */
export function useAccesso(precedente?: Sessione): UseMutationResult<Sessione, Error, Credenziali> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (come: Credenziali) =>
      come === 'passkey'
        ? accediConPasskey()
        : chiedi<Sessione>('POST', '/sessione', { corpo: come, senzaAttesa: true }),
    onSuccess: (sessione) => {
      if (precedente && precedente.utente.id !== sessione.utente.id) {
        portone.abbandona();
        dimentica(client);
      }
      client.setQueryData(chiaveSessione, sessione);
      // Not yet: what waits at the door goes on when the second factor is given too.
      if (sessione.parziale) return;
      portone.riapri();
      avvisaAltreSchede('aperta');
    },
  });
}

export function useSblocco(): UseMutationResult<Sessione, Error, string> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (password: string) =>
      chiedi<Sessione>('POST', '/sessione/sblocco', { corpo: { password }, senzaAttesa: true }),
    onSuccess: (sessione) => {
      client.setQueryData(chiaveSessione, sessione);
      portone.riapri();
      avvisaAltreSchede('aperta');
    },
    onError: (errore) => {
      if (errore instanceof ErroreApi && errore.codice === 'sessione.assente') portone.chiudi('scaduta');
    },
  });
}

/** Locks at once on the screen, then on the server: a network failure must not leave the desk open. */
export async function blocca(): Promise<void> {
  portone.chiudi('bloccata');
  avvisaAltreSchede('bloccata');
  await chiedi('POST', '/sessione/blocco', { senzaAttesa: true }).catch((errore: unknown) => {
    if (errore instanceof ErroreApi && errore.stato === 401) portone.chiudi('scaduta');
  });
}

/** Signs out: drafts are wiped first, so that nothing remains on the computer even if the server does not answer. */
export function useUscita(sessione: Sessione): UseMutationResult<void, Error, void> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await eliminaBozzeDi(sessione.utente.id);
      await chiedi('DELETE', '/sessione', { senzaAttesa: true }).catch((errore: unknown) => {
        if (!(errore instanceof ErroreApi && errore.stato === 401)) throw errore;
      });
    },
    onSuccess: () => {
      portone.abbandona();
      client.setQueryData(chiaveSessione, null);
      dimentica(client);
      avvisaAltreSchede('chiusa');
    },
  });
}

/** While somebody works his password may grow old, or new rules be published: the first refusal brings what is to be done. */
export function useObbligo(): void {
  const client = useQueryClient();
  useEffect(() => {
    const rileggi = (): void => void client.invalidateQueries({ queryKey: chiaveSessione });
    window.addEventListener(OBBLIGO, rileggi);
    return () => window.removeEventListener(OBBLIGO, rileggi);
  }, [client]);
}

/** An office of one's own, or somebody to stand in for. */
export type Scelta = { incarico: string } | { sostituzione: string };

export function useCambioIncarico(): UseMutationResult<Sessione, Error, Scelta> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (corpo: Scelta) => chiedi<Sessione>('PUT', '/sessione/incarico', { corpo }),
    onSuccess: (sessione) => {
      client.setQueryData(chiaveSessione, sessione);
      avvisaAltreSchede('aperta');
      // What one sees depends on the office one acts for.
      return client.invalidateQueries({ predicate: (q) => q.queryKey[0] !== chiaveSessione[0] });
    },
  });
}
