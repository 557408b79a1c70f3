import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { chiedi, indirizzo } from '../platform/http/chiedi.ts';
import { ErroreApi } from '../platform/http/errore.ts';
import type {
  Candidati,
  DecisioneSegnalazione,
  DocumentiDaSistemare,
  ElencoDocumentiFascicolo,
  ElencoFascicoli,
  ElencoRichiesteFascicolo,
  ElencoSegnalazioni,
  EsitoImportazione,
  FascicoliDelDocumento,
  Fascicolazione,
  Fascicolo,
  FascicoloBreve,
  FiltroFascicoli,
  ModificaFascicolo,
  NuovaFascicolazione,
  NuovaRichiestaFascicolo,
  NuovaSegnalazione,
  NuovoFascicolo,
  NuovoSottofascicolo,
  PropostaApertura,
  RepertorioFascicoli,
  RichiestaFascicolo,
  RispostaRichiestaFascicolo,
  Segnalazione,
  Spostamento,
  StoriaFascicolo,
} from './tipi.ts';

const percorso = (numero: string): string => `/fascicoli/${numero}`;

/** A registration, wherever it is: `registro` is PG or a repertorio; the number may carry its zeros. */
export type Registrata = { registro: string; anno: number; numero: number | string };

const percorsoRegistrata = (r: Registrata): string =>
  `/registri/${r.registro}/registrazioni/${r.anno}/${Number(r.numero)}`;
const chiaveRegistrata = (r: Registrata) => [r.registro, r.anno, Number(r.numero)] as const;

export function elencaFascicoli(filtro: FiltroFascicoli, segnale: AbortSignal): Promise<ElencoFascicoli> {
  return chiedi('GET', '/fascicoli', { ricerca: filtro, segnale });
}

export const fascicoloQuery = (numero: string) =>
  queryOptions({
    queryKey: ['fascicolo', numero],
    queryFn: () => chiedi<Fascicolo>('GET', percorso(numero)),
  });

const NUMERO = /^[1-9]\d{0,14}(\.[1-9]\d{0,3}){0,2}$/;

/** The fascicolo of that number, if what was written is one and it can be seen. */
export async function conNumero(scritto: string, segnale?: AbortSignal): Promise<Fascicolo | undefined> {
  if (!NUMERO.test(scritto)) return undefined;
  try {
    return await chiedi<Fascicolo>('GET', percorso(scritto), { segnale });
  } catch (errore) {
    if (errore instanceof ErroreApi && errore.stato === 404) return undefined;
    throw errore;
  }
}

/** Open fascicoli while one types: that of the number first, then by words; with nothing typed, those of the class. */
export const proposteQuery = (q: string, classificazione: string | undefined) =>
  queryOptions({
    queryKey: ['fascicoli', 'proposte', q, classificazione ?? ''],
    queryFn: async ({ signal }): Promise<FascicoloBreve[]> => {
      const filtro = { stato: 'aperto', limit: 12, classificazione: classificazione || undefined } as const;
      const [esatto, { items }] = await Promise.all([
        conNumero(q, signal),
        elencaFascicoli({ ...filtro, q: q || undefined }, signal),
      ]);
      const primo = esatto?.stato === 'aperto' ? [esatto] : [];
      return [...primo, ...items.filter((f) => f.numero !== esatto?.numero)];
    },
    enabled: q.length > 0 || Boolean(classificazione),
    placeholderData: keepPreviousData,
  });

export const propostaAperturaQuery = (classificazione: string) =>
  queryOptions({
    queryKey: ['fascicoli', 'apertura', classificazione],
    queryFn: () => chiedi<PropostaApertura>('GET', '/fascicoli/proposta', { ricerca: { classificazione } }),
    enabled: classificazione !== '',
    staleTime: 300_000,
  });

export const apriFascicolo = (corpo: NuovoFascicolo, chiave: string): Promise<Fascicolo> =>
  chiedi('POST', '/fascicoli', { corpo, chiave });
export const modificaFascicolo = (numero: string, corpo: ModificaFascicolo): Promise<Fascicolo> =>
  chiedi('PATCH', percorso(numero), { corpo });
export const apriSottofascicolo = (
  padre: string,
  corpo: NuovoSottofascicolo,
  chiave: string,
): Promise<Fascicolo> => chiedi('POST', `${percorso(padre)}/sottofascicoli`, { corpo, chiave });
export const chiudiFascicolo = (
  numero: string,
  corpo: { note?: string },
  chiave: string,
): Promise<Fascicolo> => chiedi('POST', `${percorso(numero)}/chiusura`, { corpo, chiave });
export const riapriFascicolo = (
  numero: string,
  corpo: { motivo: string },
  chiave: string,
): Promise<Fascicolo> => chiedi('POST', `${percorso(numero)}/riapertura`, { corpo, chiave });

export function documentiDi(
  numero: string,
  cursor: string | undefined,
  limit = 50,
): Promise<ElencoDocumentiFascicolo> {
  return chiedi('GET', `${percorso(numero)}/documenti`, { ricerca: { cursor, limit } });
}
export const inserisci = (
  numero: string,
  corpo: NuovaFascicolazione,
  chiave: string,
): Promise<Fascicolazione> => chiedi('POST', `${percorso(numero)}/documenti`, { corpo, chiave });
export const togli = (numero: string, id: string, motivo: string): Promise<void> =>
  chiedi('DELETE', `${percorso(numero)}/documenti/${id}`, { ricerca: { motivo } });
export const sposta = (
  numero: string,
  id: string,
  corpo: Spostamento,
  chiave: string,
): Promise<Fascicolazione> =>
  chiedi('POST', `${percorso(numero)}/documenti/${id}/spostamento`, { corpo, chiave });

export function storiaDi(numero: string, cursor: string | undefined): Promise<StoriaFascicolo> {
  return chiedi('GET', `${percorso(numero)}/storia`, { ricerca: { cursor } });
}

export const fascicoliDelDocumentoQuery = (r: Registrata) =>
  queryOptions({
    queryKey: ['fascicoli-del-documento', ...chiaveRegistrata(r)],
    queryFn: () => chiedi<FascicoliDelDocumento>('GET', `${percorsoRegistrata(r)}/fascicoli`),
  });

export const candidatiQuery = (r: Registrata) =>
  queryOptions({
    queryKey: ['fascicoli-candidati', ...chiaveRegistrata(r)],
    queryFn: () => chiedi<Candidati>('GET', `${percorsoRegistrata(r)}/fascicoli-candidati`),
  });

export type Mancanza = 'classificazione' | 'fascicolo';

export function daSistemare(
  mancano: Mancanza,
  cursor: string | undefined,
  limit = 50,
): Promise<DocumentiDaSistemare> {
  return chiedi('GET', '/documenti-da-sistemare', { ricerca: { mancano, cursor, limit } });
}

export function leggiRepertorio(anno: number, cursor: string | undefined): Promise<RepertorioFascicoli> {
  return chiedi('GET', '/repertorio-fascicoli', { ricerca: { anno, cursor, limit: 100 } });
}

export function elencaSegnalazioni(stato?: string, cursor?: string): Promise<ElencoSegnalazioni> {
  return chiedi('GET', '/segnalazioni-fascicolazione', { ricerca: { stato, cursor } });
}
export const segnala = (corpo: NuovaSegnalazione, chiave: string): Promise<Segnalazione> =>
  chiedi('POST', '/segnalazioni-fascicolazione', { corpo, chiave });
export const decidiSegnalazione = (
  id: string,
  corpo: DecisioneSegnalazione,
  chiave: string,
): Promise<Segnalazione> => chiedi('POST', `/segnalazioni-fascicolazione/${id}/decisione`, { corpo, chiave });

export function elencaRichiesteFascicolo(stato?: string, cursor?: string): Promise<ElencoRichiesteFascicolo> {
  return chiedi('GET', '/richieste-fascicolo', { ricerca: { stato, cursor } });
}
export const chiediFascicolo = (
  corpo: NuovaRichiestaFascicolo,
  chiave: string,
): Promise<RichiestaFascicolo> => chiedi('POST', '/richieste-fascicolo', { corpo, chiave });
export const rispondiRichiesta = (
  id: string,
  corpo: RispostaRichiestaFascicolo,
  chiave: string,
): Promise<RichiestaFascicolo> => chiedi('POST', `/richieste-fascicolo/${id}/risposta`, { corpo, chiave });

/** What putting an exported fascicolo back would do; nothing is written. @param documento the uploaded archive */
export const provaImportazione = (documento: string): Promise<EsitoImportazione> =>
  chiedi('POST', '/fascicoli/importazione', { corpo: { documento, conferma: false } });
export const importaFascicolo = (documento: string, chiave: string): Promise<EsitoImportazione> =>
  chiedi('POST', '/fascicoli/importazione', { corpo: { documento, conferma: true }, chiave });

/** Papers made from a fascicolo, each at its address. */
export const carte = {
  copertina: (numero: string): string => indirizzo(`${percorso(numero)}/copertina.pdf`),
  indice: (numero: string): string => indirizzo(`${percorso(numero)}/indice.pdf`),
  esportazione: (numero: string): string => indirizzo(`${percorso(numero)}/esportazione.zip`),
  repertorioPdf: (anno: number): string => indirizzo('/repertorio-fascicoli.pdf', { anno }),
  repertorioCsv: (anno: number): string => indirizzo('/repertorio-fascicoli.csv', { anno }),
};
