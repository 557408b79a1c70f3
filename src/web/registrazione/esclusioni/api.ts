import { queryOptions } from '@tanstack/react-query';
import type {
  CategoriaEsclusa,
  Esclusione,
  RichiestaEsclusione,
} from '../../../registrazione/esclusioni.schema.ts';
import { chiedi } from '../../platform/http/chiedi.ts';

export type { CategoriaEsclusa, Esclusione };

export const categorieQuery = queryOptions({
  queryKey: ['categorie-escluse'],
  queryFn: () => chiedi<{ items: CategoriaEsclusa[] }>('GET', '/categorie-escluse'),
  staleTime: 300_000,
});

export function annotaEsclusione(corpo: RichiestaEsclusione, chiave: string): Promise<Esclusione> {
  return chiedi('POST', '/esclusioni', { corpo, chiave });
}
