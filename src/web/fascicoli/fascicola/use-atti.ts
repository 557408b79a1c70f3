import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { nuovaChiave } from '../../platform/http/chiave.ts';
import { offriRipensamento } from '../../platform/ui/ripensamento.tsx';
import { inserisci, sposta, togli } from '../api.ts';
import type { Fascicolazione, NuovaFascicolazione } from '../tipi.ts';

/** What is shown of fascicoli and of where documents are: all of it may change with any of these acts. */
const toccate = new Set<unknown>([
  'fascicolo',
  'fascicoli',
  'fascicoli-del-documento',
  'fascicoli-candidati',
  'da-sistemare',
  'segnalazioni-fascicolazione',
  'richieste-fascicolo',
  'registrazione',
  'storia',
  'titolario',
]);

export type Atti = {
  aggiorna: () => Promise<void>;
  /** @param titolo how the document is called in what is said afterwards */
  metti: (
    numero: string,
    corpo: NuovaFascicolazione,
    titolo: string,
    chiave?: string,
  ) => Promise<Fascicolazione>;
  sposta: (
    da: string,
    id: string,
    corpo: { a: string; motivo: string; confermaAltraClasse?: boolean },
    titolo: string,
    chiave?: string,
  ) => Promise<Fascicolazione>;
  togli: (numero: string, id: string, motivo: string, titolo: string) => Promise<void>;
};

/** Putting, moving and taking away documents: each says what it did and, where it can be undone, how. */
export function useAtti(): Atti {
  const client = useQueryClient();
  return useMemo(() => {
    const aggiorna = (): Promise<void> =>
      client.invalidateQueries({ predicate: (q) => toccate.has(q.queryKey[0]) });
    return {
      aggiorna,
      metti: async (numero, corpo, titolo, chiave = nuovaChiave()) => {
        const nuova = await inserisci(numero, corpo, chiave);
        await aggiorna();
        offriRipensamento({
          testo: `${titolo} è nel fascicolo ${numero}.`,
          ...(nuova.puoSpostare && {
            disfa: async () => {
              await togli(nuova.fascicolo, nuova.id, 'Inserito per errore, tolto subito');
              await aggiorna();
            },
          }),
        });
        return nuova;
      },
      sposta: async (da, id, corpo, titolo, chiave = nuovaChiave()) => {
        const nuova = await sposta(da, id, corpo, chiave);
        await aggiorna();
        offriRipensamento({
          testo: `${titolo} è passato dal fascicolo ${da} al ${nuova.fascicolo}.`,
          ...(nuova.puoSpostare && {
            disfa: async () => {
              const ritorno = {
                a: da,
                motivo: 'Spostato per errore, rimesso subito',
                confermaAltraClasse: true,
              };
              await sposta(nuova.fascicolo, nuova.id, ritorno, nuovaChiave());
              await aggiorna();
            },
          }),
        });
        return nuova;
      },
      togli: async (numero, id, motivo, titolo) => {
        await togli(numero, id, motivo);
        await aggiorna();
        offriRipensamento({ testo: `${titolo} è stato tolto dal fascicolo ${numero}.` });
      },
    };
  }, [client]);
}
