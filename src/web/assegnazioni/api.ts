import { queryOptions } from '@tanstack/react-query';
import { chiedi } from '../platform/http/chiedi.ts';
import type {
  Assegnazione,
  AssegnazioniDelDocumento,
  DestinatariAssegnabili,
  NuoveAssegnazioni,
} from './tipi.ts';

export type Registrata = { registro: string; anno: number; numero: number | string };

const percorso = (r: Registrata): string =>
  `/registri/${r.registro}/registrazioni/${r.anno}/${Number(r.numero)}/assegnazioni`;

export const assegnazioniQuery = (r: Registrata) =>
  queryOptions({
    queryKey: ['assegnazioni', r.registro, r.anno, Number(r.numero)],
    queryFn: () => chiedi<AssegnazioniDelDocumento>('GET', percorso(r)),
  });

export const destinatariQuery = queryOptions({
  queryKey: ['assegnazioni', 'destinatari'],
  queryFn: async () => (await chiedi<DestinatariAssegnabili>('GET', '/assegnazioni/destinatari')).items,
  staleTime: 300_000,
});

export const assegna = (
  r: Registrata,
  corpo: NuoveAssegnazioni,
  chiave: string,
): Promise<{ items: Assegnazione[] }> => chiedi('POST', percorso(r), { corpo, chiave });

/** @param comando last part of the address: `conferma`, `rinvio`… */
export const comanda = (id: string, comando: string, corpo: object): Promise<Assegnazione> =>
  chiedi('POST', `/assegnazioni/${id}/${comando}`, { corpo });

export const modifica = (id: string, corpo: object): Promise<Assegnazione> =>
  chiedi('PATCH', `/assegnazioni/${id}`, { corpo });
