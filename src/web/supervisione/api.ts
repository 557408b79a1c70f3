import { queryOptions } from '@tanstack/react-query';
import { chiedi, indirizzo } from '../platform/http/chiedi.ts';
import type { ElencoTrattenuti, FiltroQuadro, Quadro } from '../../supervisione/quadro/quadro.schema.ts';
import type {
  ElencoLavoriAbbandonati,
  LavoriRipresi,
  LavoroAbbandonato,
} from '../../supervisione/lavori/lavori.schema.ts';
import type { ElencoLog, FiltroLog, ModificheRiga, RigaLog } from '../../supervisione/log/log.schema.ts';

export type { ElencoTrattenuti, FiltroLog, FiltroQuadro, LavoroAbbandonato, ModificheRiga, Quadro, RigaLog };

export const quadroQuery = (filtro: FiltroQuadro) =>
  queryOptions({
    queryKey: ['supervisione', 'quadro', filtro],
    queryFn: () => chiedi<Quadro>('GET', '/supervisione', { ricerca: filtro }),
    staleTime: 60_000,
  });

export function leggiTrattenuti(
  giorni: number,
  unita: string | undefined,
  cursor: string | undefined,
): Promise<ElencoTrattenuti> {
  return chiedi('GET', '/supervisione/trattenuti', { ricerca: { giorni, unita, cursor } });
}

export function leggiLog(filtro: FiltroLog, cursor: string | undefined): Promise<ElencoLog> {
  return chiedi('GET', '/log', { ricerca: { ...filtro, cursor } });
}

export const modificheQuery = (riga: string) =>
  queryOptions({
    queryKey: ['supervisione', 'log', riga, 'modifiche'],
    queryFn: () => chiedi<ModificheRiga>('GET', `/log/${riga}/modifiche`),
    // A line never changes.
    staleTime: Infinity,
  });

/** Where the same lines are taken away as CSV. */
export const indirizzoCsv = (filtro: FiltroLog): string => indirizzo('/log.csv', filtro);

export const lavoriQuery = queryOptions({
  queryKey: ['supervisione', 'lavori'],
  queryFn: () => chiedi<ElencoLavoriAbbandonati>('GET', '/lavori-abbandonati'),
});

export const riprovaLavoro = (id: string): Promise<void> =>
  chiedi('POST', `/lavori-abbandonati/${id}/ripresa`);

export const riprovaTutti = (): Promise<LavoriRipresi> => chiedi('POST', '/lavori-abbandonati/ripresa');
