import { keepPreviousData, queryOptions, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { ElencoUnita } from '../../../organizzazione/organizzazione.schema.ts';
import type { UfficiSenzaPosta } from '../../../organizzazione/uffici/uffici.schema.ts';
import { chiedi } from '../../platform/http/chiedi.ts';
import type {
  Chiusura,
  Designazione,
  EsitoImportazioneOrganigramma,
  ImportazioneOrganigramma,
  NuovaUnita,
  SchedaUnita,
  Variazione,
  VariazioniFuture,
} from './tipi.ts';

/** The open units of a day; of today when none is said. */
export const organigrammaQuery = (giorno?: string) =>
  queryOptions({
    queryKey: ['unita', 'albero', giorno ?? ''],
    queryFn: async () => (await chiedi<ElencoUnita>('GET', '/unita', { ricerca: { data: giorno } })).items,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

export const schedaQuery = (codice: string, giorno?: string) =>
  queryOptions({
    queryKey: ['unita', 'scheda', codice, giorno ?? ''],
    queryFn: () => chiedi<SchedaUnita>('GET', percorso(codice), { ricerca: { data: giorno } }),
  });

export const futureQuery = queryOptions({
  queryKey: ['unita', 'future'],
  queryFn: async () => (await chiedi<VariazioniFuture>('GET', '/organigramma/variazioni-future')).items,
});

export const senzaPostaQuery = queryOptions({
  queryKey: ['unita', 'senza-posta'],
  queryFn: async () => (await chiedi<UfficiSenzaPosta>('GET', '/organigramma/senza-posta')).items,
});

const percorso = (codice: string): string => `/unita/${encodeURIComponent(codice)}`;

export const creaUnita = (corpo: NuovaUnita, chiave: string): Promise<SchedaUnita> =>
  chiedi('POST', '/unita', { corpo, chiave });
export const variaUnita = (codice: string, corpo: Variazione, chiave: string): Promise<SchedaUnita> =>
  chiedi('POST', `${percorso(codice)}/variazioni`, { corpo, chiave });
export const ritiraVariazione = (codice: string, dal: string): Promise<void> =>
  chiedi('DELETE', `${percorso(codice)}/variazioni/${dal}`);
export const chiudiUnita = (codice: string, corpo: Chiusura, chiave: string): Promise<SchedaUnita> =>
  chiedi('POST', `${percorso(codice)}/chiusura`, { corpo, chiave });
export const indicaSuccessori = (codice: string, successori: string[]): Promise<SchedaUnita> =>
  chiedi('PUT', `${percorso(codice)}/successori`, { corpo: { successori } });
export const designaServizio = (corpo: Designazione, chiave: string): Promise<void> =>
  chiedi('POST', '/servizio-protocollo', { corpo, chiave });
export const importaOrganigramma = (
  corpo: ImportazioneOrganigramma,
): Promise<EsitoImportazioneOrganigramma> => chiedi('POST', '/organigramma/importazione', { corpo });

/** After a change of the chart, whatever shows it is asked again. */
export function useAggiornaOrganigramma(): () => Promise<void> {
  const client = useQueryClient();
  return () => aggiorna(client);
}

async function aggiorna(client: QueryClient): Promise<void> {
  await client.invalidateQueries({ queryKey: ['unita'] });
  await client.invalidateQueries({ queryKey: ['unita-chiuse'] });
}
