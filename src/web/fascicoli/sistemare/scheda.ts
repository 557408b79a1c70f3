import { queryOptions } from '@tanstack/react-query';
import { chiedi } from '../../platform/http/chiedi.ts';
import type { ModificaFacoltativi, Registrazione } from '../../registrazione/tipi.ts';
import type { Registrata } from '../api.ts';

const percorso = (r: Registrata): string =>
  `/registri/${r.registro}/registrazioni/${r.anno}/${Number(r.numero)}`;

/** The registration of a document to be put in its place, whatever register it is in. */
export const schedaQuery = (r: Registrata) =>
  queryOptions({
    queryKey: ['registrazione', r.registro, r.anno, Number(r.numero)],
    queryFn: () => chiedi<Registrazione>('GET', percorso(r)),
  });

export const classifica = (r: Registrata, corpo: ModificaFacoltativi): Promise<Registrazione> =>
  chiedi('PATCH', percorso(r), { corpo });
