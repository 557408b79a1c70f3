import { queryOptions } from '@tanstack/react-query';
import { chiedi } from '../../platform/http/chiedi.ts';
import type { ElencoPiani, EsitoPiano, NuovoPiano, PianoIntero, Scartabili } from '../tipi.ts';

export const pianiQuery = queryOptions({
  queryKey: ['piani-conservazione'],
  queryFn: () => chiedi<ElencoPiani>('GET', '/piani-conservazione'),
});

export const pianoQuery = (id: string) =>
  queryOptions({
    queryKey: ['piani-conservazione', id],
    queryFn: () => chiedi<PianoIntero>('GET', `/piani-conservazione/${id}`),
  });

export const scartabiliQuery = (al: string) =>
  queryOptions({
    queryKey: ['piani-conservazione', 'scartabili', al],
    queryFn: () => chiedi<Scartabili>('GET', '/piani-conservazione/scartabili', { ricerca: { al } }),
  });

export function caricaPiano(corpo: NuovoPiano, chiave: string): Promise<EsitoPiano> {
  return chiedi('POST', '/piani-conservazione', { corpo, chiave });
}
