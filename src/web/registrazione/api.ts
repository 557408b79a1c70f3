import { queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { chiedi, indirizzo } from '../platform/http/chiedi.ts';
import { percorsoDi, PROTOCOLLO, type Riferimento } from './indirizzi.ts';
import type {
  CorrispondenteRegistrato,
  Elenco,
  EventoStoria,
  FiltroElenco,
  Flusso,
  ModificaFacoltativi,
  Registrazione,
  RichiestaRegistrazione,
  RichiestaSimili,
  Simile,
} from './tipi.ts';

export type { Riferimento } from './indirizzi.ts';
export { percorsoDi } from './indirizzi.ts';

export function registra(
  registro: string,
  richiesta: RichiestaRegistrazione,
  chiave: string,
): Promise<Registrazione> {
  return chiedi('POST', `/registri/${registro}/registrazioni`, { corpo: richiesta, chiave });
}

export function elenca(registro: string, filtro: FiltroElenco, segnale: AbortSignal): Promise<Elenco> {
  return chiedi('GET', `/registri/${registro}/registrazioni`, { ricerca: filtro, segnale });
}

export function cercaSimili(
  registro: string,
  richiesta: RichiestaSimili,
  segnale: AbortSignal,
): Promise<{ items: Simile[] }> {
  return chiedi('POST', `/registri/${registro}/simili`, { corpo: richiesta, segnale });
}

export function modifica(r: Riferimento, corpo: ModificaFacoltativi): Promise<Registrazione> {
  return chiedi('PATCH', percorsoDi(r), { corpo });
}

export const registrazioneQuery = (r: Riferimento) =>
  queryOptions({
    queryKey: ['registrazione', r.registro ?? PROTOCOLLO, Number(r.anno), Number(r.numero)],
    queryFn: () => chiedi<Registrazione>('GET', percorsoDi(r)),
  });

export const storiaQuery = (r: Riferimento) =>
  queryOptions({
    queryKey: ['storia', r.registro ?? PROTOCOLLO, Number(r.anno), Number(r.numero)],
    queryFn: () => chiedi<{ items: EventoStoria[] }>('GET', `${percorsoDi(r)}/storia`),
  });

export type Ruolo = 'mittente' | 'destinatario' | 'conoscenza';

export function elencaCorrispondenti(
  r: Riferimento,
  ruolo: Ruolo,
  cursor: string | undefined,
): Promise<{ items: CorrispondenteRegistrato[]; cursor?: string }> {
  return chiedi('GET', `${percorsoDi(r)}/corrispondenti`, { ricerca: { ruolo, cursor } });
}

export type Mezzo = { codice: string; denominazione: string; flussi: Flusso[] };

export function useMezzi(): UseQueryResult<Mezzo[]> {
  return useQuery({
    queryKey: ['mezzi'],
    queryFn: async () => (await chiedi<{ items: Mezzo[] }>('GET', '/mezzi')).items,
    staleTime: Infinity,
  });
}

/** Papers made from a registration, each at its address. */
export const carte = {
  etichetta: (r: Riferimento, formato: '62x29' | 'a4', posizione?: number) =>
    indirizzo(`${percorsoDi(r)}/etichetta.pdf`, { formato, posizione }),
  etichettaZpl: (r: Riferimento, dpi: 203 | 300) => indirizzo(`${percorsoDi(r)}/etichetta.zpl`, { dpi }),
  ricevuta: (r: Riferimento) => indirizzo(`${percorsoDi(r)}/ricevuta.pdf`),
  estratto: (r: Riferimento) => indirizzo(`${percorsoDi(r)}/estratto.pdf`),
  timbrato: (r: Riferimento, documento: string, posizione: string) =>
    indirizzo(`${percorsoDi(r)}/documenti/${documento}/timbrato.pdf`, { posizione }),
};
