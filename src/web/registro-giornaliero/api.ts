import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { chiedi, indirizzo } from '../platform/http/chiedi.ts';
import type {
  Calendario,
  CalendarioAnno,
  DaVidimare,
  ElencoMancanti,
  ElencoModifiche,
  EsitoIntegrita,
  EstrattoArea,
  Giornaliero,
  MeseGiornalieri,
  PaginaArretrate,
  PaginaVoci,
  Vidimazione,
} from './tipi.ts';

const via = (registro: string, giorno: string): string =>
  `/registri-giornalieri/${encodeURIComponent(registro)}/${giorno}`;

export const meseQuery = (registro: string, mese: string) =>
  queryOptions({
    queryKey: ['registri-giornalieri', registro, mese],
    queryFn: () => chiedi<MeseGiornalieri>('GET', '/registri-giornalieri', { ricerca: { registro, mese } }),
  });

export const giornoQuery = (registro: string, giorno: string) =>
  queryOptions({
    queryKey: ['registro-giornaliero', registro, giorno],
    queryFn: () => chiedi<Giornaliero>('GET', via(registro, giorno)),
  });

const pagine = (chiave: unknown[], percorso: string, ricerca: Record<string, string>) =>
  infiniteQueryOptions({
    queryKey: chiave,
    queryFn: ({ pageParam }) =>
      chiedi<PaginaVoci>('GET', percorso, { ricerca: { ...ricerca, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (p: PaginaVoci) => p.cursor,
  });

export const vociQuery = (registro: string, giorno: string) =>
  pagine(['registro-giornaliero', registro, giorno, 'voci'], `${via(registro, giorno)}/registrazioni`, {});

export const periodoQuery = (registro: string, dal: string, al: string) =>
  pagine(['registro-periodo', registro, dal, al], `/registri-periodo/${encodeURIComponent(registro)}`, {
    dal,
    al,
  });

export const modificheQuery = (registro: string, giorno: string) =>
  queryOptions({
    queryKey: ['registro-giornaliero', registro, giorno, 'modifiche'],
    queryFn: () => chiedi<ElencoModifiche>('GET', `${via(registro, giorno)}/modifiche`),
  });

export const verificaIntegrita = (registro: string, giorno: string): Promise<EsitoIntegrita> =>
  chiedi('POST', `${via(registro, giorno)}/verifica`, { corpo: {} });

export const file = (registro: string, giorno: string, formato: 'pdf' | 'xml'): string =>
  indirizzo(`${via(registro, giorno)}/registro.${formato}`);

export const stampaPeriodo = (registro: string, formato: 'pdf' | 'csv', dal: string, al: string): string =>
  indirizzo(`/registri-periodo/${encodeURIComponent(registro)}/stampa.${formato}`, { dal, al });

export const mancantiQuery = queryOptions({
  queryKey: ['vidimazioni-mancanti'],
  queryFn: () => chiedi<ElencoMancanti>('GET', '/vidimazioni-mancanti'),
});

export const arretrateQuery = (area: string) =>
  infiniteQueryOptions({
    queryKey: [...mancantiQuery.queryKey, 'arretrate', area],
    queryFn: ({ pageParam }) =>
      chiedi<PaginaArretrate>('GET', `/vidimazioni-arretrate/${encodeURIComponent(area)}`, {
        ricerca: { cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (p: PaginaArretrate) => p.cursor,
  });

const viaArea = (registro: string, giorno: string, area: string): string =>
  `${via(registro, giorno)}/aree/${encodeURIComponent(area)}`;

export const estrattoQuery = (registro: string, giorno: string, area: string) =>
  queryOptions({
    queryKey: ['estratto-area', registro, giorno, area],
    queryFn: () => chiedi<EstrattoArea>('GET', viaArea(registro, giorno, area)),
    // What is being read to be signed does not change by itself under the eyes.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

export const vidima = (
  registro: string,
  giorno: string,
  area: string,
  corpo: DaVidimare,
): Promise<Vidimazione> => chiedi('POST', `${viaArea(registro, giorno, area)}/vidimazione`, { corpo });

export const calendarioQuery = (anno: number) =>
  queryOptions({
    queryKey: ['calendario', anno],
    queryFn: () => chiedi<CalendarioAnno>('GET', '/calendario', { ricerca: { anno } }),
  });

export const salvaCalendario = (corpo: Calendario): Promise<Calendario> =>
  chiedi('PUT', '/calendario', { corpo });
