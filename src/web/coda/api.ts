import { queryOptions } from '@tanstack/react-query';
import { chiedi } from '../platform/http/chiedi.ts';
import type { ElencoCoda, NuovaInCoda, VoceCoda } from './tipi.ts';

export const elencaCoda = (stato: 'in-coda' | 'uscite', cursor: string | undefined): Promise<ElencoCoda> =>
  chiedi('GET', '/coda', { ricerca: { stato, cursor } });

export const voceCodaQuery = (id: string) =>
  queryOptions({ queryKey: ['coda', 'voce', id], queryFn: () => chiedi<VoceCoda>('GET', `/coda/${id}`) });

export const sottoponi = (corpo: NuovaInCoda, chiave: string): Promise<VoceCoda> =>
  chiedi('POST', '/coda', { corpo, chiave });

/** @param uscita last part of the address: `ritiro`, `restituzione`, `recapito` */
export const fai = (id: string, uscita: string, corpo: object): Promise<VoceCoda> =>
  chiedi('POST', `/coda/${id}/${uscita}`, { corpo });
