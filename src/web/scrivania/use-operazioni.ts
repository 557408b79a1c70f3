import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';
import { nuovaChiave } from '../platform/http/chiave.ts';
import { ErroreApi } from '../platform/http/errore.ts';
import { offriRipensamento } from '../platform/ui/ripensamento.tsx';
import { opera, riassegna } from './api.ts';
import { allontana, ATTI, siAllontana, type Atto, type Operazione } from './in-partenza.ts';
import type { Assegnazione, OperazioneInBlocco } from './tipi.ts';

export type Operazioni = UseMutationResult<NonRiuscita[], Error, Atto>;
export type NonRiuscita = { nome: string; dettaglio: string };

const fatto: Record<Operazione['tipo'], string> = {
  conferma: 'in carico',
  smista: 'smistato',
  archivia: 'archiviato',
  rinvia: 'rinviato alla UOP',
  subassegna: 'assegnato alle persone scelte',
  riassegna: 'assegnato e smistato',
};

export const nomeVoce = (v: Assegnazione): string => `${Number(v.documento.numero)}/${v.documento.anno}`;

/** One after the other, each a registration of its own in the log; what is refused of one is told, and the next goes on. */
async function riassegnaTutte(voci: Assegnazione[], ufficio: string): Promise<NonRiuscita[]> {
  const fallite: NonRiuscita[] = [];
  for (const v of voci)
    await riassegna(
      v.documento,
      { assegnazioni: [{ unita: ufficio, titolo: 'competenza' }], rinvio: v.id },
      nuovaChiave(),
    ).catch((errore: unknown) => {
      if (!(errore instanceof ErroreApi)) throw errore;
      fallite.push({ nome: nomeVoce(v), dettaglio: errore.message });
    });
  return fallite;
}

/**
 * Does the same to one or many; what is refused of one does not stop the others, and is told. What is being done has already left
 * the list: the next key is for the next document, whether or not the server has answered. Acts reach the server in the order of
 * the keys, one at a time: of two on the same document the second must not arrive first, nor find its version old by our own hand.
 */
export function useOperazioni(onFallite: (fallite: NonRiuscita[]) => void): Operazioni {
  const client = useQueryClient();
  const nostre = useRef(new Map<string, number>());
  const aggiorna = (): Promise<void> =>
    client.invalidateQueries({
      predicate: ({ queryKey: [prima] }) =>
        prima === 'scrivania' || prima === 'assegnazioni' || prima === 'registrazione',
    });
  return useMutation({
    mutationKey: ATTI,
    scope: { id: 'scrivania' },
    mutationFn: async ({ voci, operazione }) => {
      if (operazione.tipo === 'riassegna') return await riassegnaTutte(voci, operazione.ufficio);
      const { tipo, ...dati } = operazione;
      const { items } = await opera({
        operazione: tipo,
        assegnazioni: voci.map(({ id, versione }) => ({
          id,
          versione: Math.max(versione, nostre.current.get(id) ?? 0),
        })),
        ...dati,
      } satisfies OperazioneInBlocco);
      for (const { id, assegnazione } of items)
        if (assegnazione) nostre.current.set(id, assegnazione.versione);
      return items.flatMap((e) => {
        const voce = voci.find((v) => v.id === e.id);
        return e.fatto || !voce ? [] : [{ nome: nomeVoce(voce), dettaglio: e.dettaglio ?? 'Non riuscito' }];
      });
    },
    onSuccess: async (fallite, { voci, operazione }) => {
      if (fallite.length > 0) onFallite(fallite);
      const riuscite = voci.filter((v) => !fallite.some((f) => f.nome === nomeVoce(v)));
      if (siAllontana(operazione)) await allontana(client, riuscite);
      const [prima] = riuscite;
      if (prima)
        offriRipensamento({
          testo:
            riuscite.length === 1
              ? `${nomeVoce(prima)}: ${fatto[operazione.tipo]}.`
              : `${riuscite.length} documenti: ${fatto[operazione.tipo]}.`,
          ...(operazione.tipo === 'archivia' && {
            disfa: async () => {
              await opera({ operazione: 'riapri', assegnazioni: riuscite.map(({ id }) => ({ id })) });
              await aggiorna();
            },
          }),
        });
      void aggiorna();
    },
    // Somebody came first: what is shown is old.
    onError: () => void aggiorna(),
  });
}
