import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  ElencoFattoriUtenti,
  ObbligoSecondoFattore,
} from '../../autorizzazioni/fattori/fattori.schema.ts';
import type { PasswordIniziale } from '../../autorizzazioni/password/password.schema.ts';
import type { ElencoSessioni } from '../../autorizzazioni/sessioni/sessioni.schema.ts';
import type {
  Autorizzazione,
  ModificaAutorizzazione,
  NuovaAutorizzazione,
} from '../../persone/autorizzazioni/autorizzazioni.schema.ts';
import type { Matrice } from '../../persone/permessi/permessi.schema.ts';
import type {
  DecisioneRichiesta,
  ElencoRichieste,
  NuovaRichiesta,
  PersoneUfficio,
  Richiesta,
} from '../../persone/richieste/richieste.schema.ts';
import type {
  Assenza,
  AssenzeUfficio,
  NuovaAssenza,
  NuovaSostituzione,
  Sostituzione,
  Sostituzioni,
} from '../../persone/sostituzioni/sostituzioni.schema.ts';
import type {
  ElencoUtenti,
  EsitoImportazioneUtenti,
  FiltroUtenti,
  ImportazioneUtenti,
  ModificaUtente,
  NuovoUtente,
  RigaUtente,
  Utente,
} from '../../persone/utenti/utenti.schema.ts';
import { chiedi, indirizzo } from '../platform/http/chiedi.ts';

export type {
  AssenzeUfficio,
  Autorizzazione,
  DecisioneRichiesta,
  EsitoImportazioneUtenti,
  FiltroUtenti,
  Matrice,
  ModificaAutorizzazione,
  ModificaUtente,
  NuovaAssenza,
  NuovaAutorizzazione,
  NuovaRichiesta,
  NuovaSostituzione,
  NuovoUtente,
  ObbligoSecondoFattore,
  PasswordIniziale,
  Richiesta,
  RigaUtente,
  Sostituzione,
  Utente,
};
export type Profilo = Autorizzazione['profilo'];
export type Accesso = Autorizzazione['accesso'];
export type Ambito = Sostituzione['ambiti'][number];
export type PersonaUfficio = PersoneUfficio['items'][number];
export type FattoriUtente = ElencoFattoriUtenti['items'][number];

export const utentiQuery = (filtro: FiltroUtenti) => ({
  queryKey: ['utenti', 'elenco', filtro],
  queryFn: ({ pageParam }: { pageParam: string | undefined }) =>
    chiedi<ElencoUtenti>('GET', '/utenti', { ricerca: { ...filtro, cursor: pageParam, limit: 50 } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (ultima: ElencoUtenti) => ultima.cursor,
  placeholderData: keepPreviousData,
});
export const utenteQuery = (id: string) =>
  queryOptions({ queryKey: ['utenti', id], queryFn: () => chiedi<Utente>('GET', `/utenti/${id}`) });
export const creaUtente = (corpo: NuovoUtente, chiave: string): Promise<Utente> =>
  chiedi('POST', '/utenti', { corpo, chiave });
export const modificaUtente = (id: string, corpo: ModificaUtente): Promise<Utente> =>
  chiedi('PUT', `/utenti/${id}`, { corpo });
export const disattivaUtente = (id: string, motivo: string): Promise<Utente> =>
  chiedi('POST', `/utenti/${id}/disattivazione`, { corpo: { motivo } });
export const riattivaUtente = (id: string, motivo: string): Promise<Utente> =>
  chiedi('POST', `/utenti/${id}/riattivazione`, { corpo: { motivo } });
export const passwordIniziale = (id: string): Promise<PasswordIniziale> =>
  chiedi('POST', `/utenti/${id}/password-iniziale`);
export const importaUtenti = (corpo: ImportazioneUtenti): Promise<EsitoImportazioneUtenti> =>
  chiedi('POST', '/utenti/importazione', { corpo });
export const indirizzoCsvUtenti = indirizzo('/utenti/esportazione.csv');

export const sessioniUtenteQuery = (id: string) =>
  queryOptions({
    queryKey: ['utenti', id, 'sessioni'],
    queryFn: () => chiedi<ElencoSessioni>('GET', `/utenti/${id}/sessioni`),
  });
/** One of them, or all when none is named. */
export const chiudiSessioniUtente = (id: string, sessione: string | null): Promise<unknown> =>
  chiedi('DELETE', `/utenti/${id}/sessioni${sessione === null ? '' : `/${sessione}`}`);

export const autorizzazioniQuery = (utente: string) =>
  queryOptions({
    queryKey: ['utenti', utente, 'autorizzazioni'],
    queryFn: async () =>
      (await chiedi<{ items: Autorizzazione[] }>('GET', `/utenti/${utente}/autorizzazioni`)).items,
  });
export const concedi = (
  utente: string,
  corpo: NuovaAutorizzazione,
  chiave: string,
): Promise<Autorizzazione> => chiedi('POST', `/utenti/${utente}/autorizzazioni`, { corpo, chiave });
export const modificaAutorizzazione = (id: string, corpo: ModificaAutorizzazione): Promise<Autorizzazione> =>
  chiedi('PATCH', `/autorizzazioni/${id}`, { corpo });
export const revocaAutorizzazione = (id: string, motivo: string): Promise<Autorizzazione> =>
  chiedi('POST', `/autorizzazioni/${id}/revoca`, { corpo: { motivo } });

/** Who decides reads those of all offices; a head those of his. */
export const richiesteQuery = (tutte: boolean, stato: 'in-attesa' | 'decise') => ({
  queryKey: ['richieste-autorizzazione', tutte, stato],
  queryFn: ({ pageParam }: { pageParam: string | undefined }) =>
    chiedi<ElencoRichieste>('GET', `/richieste-autorizzazione${tutte ? '/tutte' : ''}`, {
      ricerca: { stato, cursor: pageParam },
    }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (ultima: ElencoRichieste) => ultima.cursor,
});
export const attesaRichiesteQuery = queryOptions({
  queryKey: ['richieste-autorizzazione', 'conto'],
  queryFn: async () =>
    (await chiedi<ElencoRichieste>('GET', '/richieste-autorizzazione/tutte', { ricerca: { limit: 1 } }))
      .inAttesa,
});
export const personeUfficioQuery = queryOptions({
  queryKey: ['richieste-autorizzazione', 'persone'],
  queryFn: async () => (await chiedi<PersoneUfficio>('GET', '/richieste-autorizzazione/persone')).items,
});
export const richiedi = (corpo: NuovaRichiesta, chiave: string): Promise<Richiesta> =>
  chiedi('POST', '/richieste-autorizzazione', { corpo, chiave });
export const decidi = (id: string, corpo: DecisioneRichiesta): Promise<Richiesta> =>
  chiedi('POST', `/richieste-autorizzazione/${id}/decisione`, { corpo });
export const ritira = (id: string): Promise<Richiesta> =>
  chiedi('POST', `/richieste-autorizzazione/${id}/ritiro`);

export const matriceQuery = queryOptions({
  queryKey: ['permessi'],
  queryFn: () => chiedi<Matrice>('GET', '/permessi'),
  staleTime: Infinity,
});

export const sostituzioniQuery = queryOptions({
  queryKey: ['sostituzioni', 'mie'],
  queryFn: () => chiedi<Sostituzioni>('GET', '/sostituzioni'),
});
export const assenzeUfficioQuery = queryOptions({
  queryKey: ['sostituzioni', 'ufficio'],
  queryFn: () => chiedi<AssenzeUfficio>('GET', '/assenze/ufficio'),
});
export const nominaSostituto = (corpo: NuovaSostituzione, chiave: string): Promise<Sostituzione> =>
  chiedi('POST', '/sostituzioni', { corpo, chiave });
export const revocaSostituzione = (id: string): Promise<void> => chiedi('DELETE', `/sostituzioni/${id}`);
export const segnaAssenza = (corpo: NuovaAssenza, chiave: string): Promise<Assenza> =>
  chiedi('POST', '/assenze', { corpo, chiave });
export const annullaAssenza = (id: string): Promise<void> => chiedi('DELETE', `/assenze/${id}`);

export const obbligoQuery = queryOptions({
  queryKey: ['secondo-fattore', 'obbligo'],
  queryFn: () => chiedi<ObbligoSecondoFattore>('GET', '/secondo-fattore/obbligo'),
});
export const salvaObbligo = (profili: string[]): Promise<ObbligoSecondoFattore> =>
  chiedi('PUT', '/secondo-fattore/obbligo', { corpo: { profili } });
export const fattoriUtentiQuery = (q: string) => ({
  queryKey: ['secondo-fattore', 'utenti', q],
  queryFn: ({ pageParam }: { pageParam: string | undefined }) =>
    chiedi<ElencoFattoriUtenti>('GET', '/secondo-fattore/utenti', { ricerca: { q, cursor: pageParam } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (ultima: ElencoFattoriUtenti) => ultima.cursor,
  placeholderData: keepPreviousData,
});
/** Of one person: the list is searched by his user name, which is only his. */
export const fattoriUtenteQuery = (id: string, nomeUtente: string) =>
  queryOptions({
    queryKey: ['secondo-fattore', 'utenti', nomeUtente, id],
    queryFn: async () =>
      (
        await chiedi<ElencoFattoriUtenti>('GET', '/secondo-fattore/utenti', {
          ricerca: { q: nomeUtente, limit: 100 },
        })
      ).items.find((u) => u.id === id) ?? null,
  });
export const azzeraFattori = (id: string, motivo: string): Promise<void> =>
  chiedi('POST', `/utenti/${id}/secondo-fattore/azzeramento`, { corpo: { motivo } });
