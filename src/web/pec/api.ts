import { queryOptions } from '@tanstack/react-query';
import { chiedi, indirizzo } from '../platform/http/chiedi.ts';
import { percorsoDi, type Riferimento } from '../registrazione/indirizzi.ts';
import type { Registrazione } from '../registrazione/tipi.ts';
import type {
  DettaglioInvio,
  ElencoCaselle,
  ElencoInvii,
  ElencoMessaggi,
  ElencoRicevute,
  Messaggio,
  NuovoInvioDocumento,
  RegistrazioneDaMessaggio,
} from './tipi.ts';

// How a box is doing is asked; what happens to messages is told (`useEventi`), and asked now and then for those who cannot hear.
const MEZZO_MINUTO = 30_000;
export const DUE_MINUTI = 120_000;

/** The boxes one works, and how they are doing: asked again by itself, because mail arrives without anybody doing anything. */
export const caselleQuery = queryOptions({
  queryKey: ['pec', 'caselle'],
  queryFn: async () => (await chiedi<ElencoCaselle>('GET', '/pec/caselle')).items,
  refetchInterval: MEZZO_MINUTO,
  retry: false,
});

export type FiltriPosta = {
  stato?: string | undefined;
  casella?: string | undefined;
  q?: string | undefined;
};

export const elencaMessaggi = (f: FiltriPosta, cursor: string | undefined): Promise<ElencoMessaggi> =>
  chiedi('GET', '/pec/messaggi', { ricerca: { ...f, cursor, limit: 100 } });

export const messaggioQuery = (id: string) =>
  queryOptions({
    queryKey: ['pec', 'messaggio', id],
    queryFn: () => chiedi<Messaggio>('GET', `/pec/messaggi/${id}`),
  });

/** Addresses of the bytes of a message. */
export const byteDi = {
  originale: (id: string) => indirizzo(`/pec/messaggi/${id}/originale`),
  corpo: (id: string) => indirizzo(`/pec/messaggi/${id}/corpo`),
  parte: (id: string, percorso: string, mostra = false) =>
    indirizzo(`/pec/messaggi/${id}/parti`, { percorso, ...(mostra && { mostra: 'true' }) }),
  invio: (id: string) => indirizzo(`/pec/invii/${id}/eml`),
  ricevuta: (id: string) => indirizzo(`/pec/ricevute/${id}/eml`),
};

export const registraMessaggio = (
  id: string,
  corpo: RegistrazioneDaMessaggio,
  chiave: string,
): Promise<Registrazione> => chiedi('POST', `/pec/messaggi/${id}/registrazione`, { corpo, chiave });

/** Last part of the address of an act on a message that has no number for outcome. */
export type AttoSulMessaggio =
  | 'non-registrazione'
  | 'allegazione'
  | 'verifica'
  | 'accantonamento'
  | 'ripresa'
  | 'restituzione'
  | 'rifiuto'
  | 'rilettura';

export const agisci = (id: string, atto: AttoSulMessaggio, corpo?: object): Promise<Messaggio> =>
  chiedi('POST', `/pec/messaggi/${id}/${atto}`, corpo === undefined ? {} : { corpo });

export type FiltriInvii = {
  stato?: string | undefined;
  casella?: string | undefined;
  q?: string | undefined;
};

export const elencaInvii = (f: FiltriInvii, cursor: string | undefined): Promise<ElencoInvii> =>
  chiedi('GET', '/pec/invii', { ricerca: { ...f, cursor, limit: 50 } });

export const invioQuery = (id: string) =>
  queryOptions({
    queryKey: ['pec', 'invio', id],
    queryFn: () => chiedi<DettaglioInvio>('GET', `/pec/invii/${id}`),
  });

export const ricevuteSoleQuery = queryOptions({
  queryKey: ['pec', 'ricevute', 'sole'],
  queryFn: () =>
    chiedi<ElencoRicevute>('GET', '/pec/ricevute', { ricerca: { senzaInvio: 'true', limit: 100 } }),
  refetchInterval: DUE_MINUTI,
});

export const abbina = (
  ricevuta: string,
  corpo: { invio: string; destinatario?: string },
  chiave: string,
): Promise<DettaglioInvio> => chiedi('POST', `/pec/ricevute/${ricevuta}/abbinamento`, { corpo, chiave });

export const rispedisci = (
  id: string,
  indirizzi: Record<string, string>,
  chiave: string,
): Promise<DettaglioInvio> =>
  chiedi('POST', `/pec/invii/${id}/rispedizione`, { corpo: { indirizzi }, chiave });

export type Decisione = 'era-partito' | 'rispedisci' | 'annulla';
export const decidi = (
  id: string,
  corpo: { decisione: Decisione; motivo: string },
  chiave: string,
): Promise<DettaglioInvio> => chiedi('POST', `/pec/invii/${id}/decisione`, { corpo, chiave });

export const inviiDiQuery = (r: Riferimento) =>
  queryOptions({
    queryKey: ['pec', 'invii', 'di', percorsoDi(r)],
    queryFn: async () => (await chiedi<ElencoInvii>('GET', `${percorsoDi(r)}/invii`)).items,
  });

export const spedisci = (r: Riferimento, corpo: NuovoInvioDocumento, chiave: string): Promise<ElencoInvii> =>
  chiedi('POST', `${percorsoDi(r)}/invii`, { corpo, chiave });
