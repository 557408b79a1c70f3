import { queryOptions } from '@tanstack/react-query';
import { chiedi } from '../platform/http/chiedi.ts';
import { code } from './code.ts';
import type {
  Coda,
  Contatori,
  DestinatariAssegnabili,
  ElencoAssegnazioni,
  EsitoInBlocco,
  NuovoContatore,
  OperazioneInBlocco,
} from './tipi.ts';

/** Announced when they change; asked again all the same, because due dates pass without anybody doing anything. */
export const contatoriQuery = queryOptions({
  queryKey: ['scrivania', 'contatori'],
  queryFn: () => chiedi<Contatori>('GET', '/scrivania/contatori'),
  refetchInterval: 120_000,
});

export const leggiElenco = (coda: Coda, cursor: string | undefined): Promise<ElencoAssegnazioni> =>
  chiedi('GET', '/assegnazioni', { ricerca: { ...code[coda].filtro, cursor, limit: 100 } });

/** The same act on one or many, each with its own outcome. */
export const opera = (corpo: OperazioneInBlocco): Promise<EsitoInBlocco> =>
  chiedi('POST', '/assegnazioni/operazioni', { corpo });

export const riassegna = (
  d: { registro: string; anno: number; numero: string },
  corpo: { assegnazioni: { unita: string; titolo: 'competenza' }[]; rinvio: string },
  chiave: string,
): Promise<unknown> =>
  chiedi('POST', `/registri/${d.registro}/registrazioni/${d.anno}/${Number(d.numero)}/assegnazioni`, {
    corpo,
    chiave,
  });

export const ufficiQuery = queryOptions({
  queryKey: ['assegnazioni', 'destinatari'],
  queryFn: async () => (await chiedi<DestinatariAssegnabili>('GET', '/assegnazioni/destinatari')).items,
  staleTime: 300_000,
});

export const salva = (corpo: NuovoContatore, chiave: string): Promise<{ id: string }> =>
  chiedi('POST', '/scrivania/contatori', { corpo, chiave });
export const togli = (id: string): Promise<void> => chiedi('DELETE', `/scrivania/contatori/${id}`);
