import { queryOptions } from '@tanstack/react-query';
import { chiedi, indirizzo } from '../platform/http/chiedi.ts';
import { percorsoDi, type Riferimento } from '../registrazione/indirizzi.ts';
import type { Registrazione } from '../registrazione/tipi.ts';
import type {
  ComunicazioneRifiuto,
  DettaglioInvio,
  ElencoCaselle,
  ElencoInvii,
  ElencoMessaggi,
  ElencoRicevute,
  Messaggio,
  MissivaDellaRegistrazione,
  MotivoRichiesta,
  NuovoInvioDocumento,
  RegistrazioneDaMessaggio,
  RichiestaAlMittente,
  TestoProposto,
  Valutazione,
} from './tipi.ts';

// How a box is doing is asked; what happens to messages is told (`useEventi`), and asked now and then for those who cannot hear.
const MEZZO_MINUTO = 30_000;
export const DUE_MINUTI = 120_000;

/**
 * The boxes one works, and how they are doing: asked again by itself, because mail arrives without anybody doing anything; but not of
 * an office that has none.
 */
export const caselleQuery = queryOptions({
  queryKey: ['pec', 'caselle'],
  queryFn: () => chiedi<ElencoCaselle>('GET', '/pec/caselle'),
  refetchInterval: ({ state: { data } }) =>
    data?.items.length === 0 && data.trasmessi === undefined ? false : MEZZO_MINUTO,
  retry: false,
});

export type FiltriPosta = {
  stato?: string | undefined;
  /** Rejected, and the sender does not know yet (RN-79.6). */
  daComunicare?: string | undefined;
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
  | 'trasmissione'
  | 'conferma'
  | 'rifiuto'
  | 'rilettura';

export const agisci = (id: string, atto: AttoSulMessaggio, corpo?: object): Promise<Messaggio> =>
  chiedi('POST', `/pec/messaggi/${id}/${atto}`, corpo === undefined ? {} : { corpo });

/** What somebody saw of a message: more than one istanza in it, or which files are scans of signed originals. */
export const segna = (
  id: string,
  cosa: { piuIstanze: boolean } | { percorsi: readonly string[] },
): Promise<Messaggio> =>
  chiedi('PUT', `/pec/messaggi/${id}/${'percorsi' in cosa ? 'scansioni' : 'piu-istanze'}`, { corpo: cosa });

export type ComeScrivere = 'comunicazione-rifiuto' | 'richiesta';

/** What is proposed to be written to the sender. */
export const testoPropostoQuery = (id: string, cosa: ComeScrivere, motivo?: MotivoRichiesta) =>
  queryOptions({
    queryKey: ['pec', 'testo-proposto', id, cosa, motivo],
    queryFn: () => chiedi<TestoProposto>('GET', `/pec/messaggi/${id}/${cosa}`, { ricerca: { motivo } }),
    // What is being written is not changed under the hands.
    staleTime: Infinity,
    gcTime: 0,
  });

export const comunicaRifiuto = (
  id: string,
  corpo: ComunicazioneRifiuto,
  chiave: string,
): Promise<Registrazione> => chiedi('POST', `/pec/messaggi/${id}/comunicazione-rifiuto`, { corpo, chiave });

export const chiediAlMittente = (
  id: string,
  corpo: RichiestaAlMittente,
  chiave: string,
): Promise<{ invio: string }> => chiedi('POST', `/pec/messaggi/${id}/richiesta`, { corpo, chiave });

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

export const missivaQuery = (r: Riferimento) =>
  queryOptions({
    queryKey: ['pec', 'missiva', percorsoDi(r)],
    queryFn: () => chiedi<MissivaDellaRegistrazione>('GET', `${percorsoDi(r)}/missiva`),
  });

export const valutaMissiva = (r: Riferimento, corpo: Valutazione): Promise<MissivaDellaRegistrazione> =>
  chiedi('POST', `${percorsoDi(r)}/missiva/valutazione`, { corpo });
