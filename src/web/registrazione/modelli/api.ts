import { queryOptions } from '@tanstack/react-query';
import { chiedi } from '../../platform/http/chiedi.ts';
import type { RichiestaRegistrazione } from '../tipi.ts';

export type Modello = {
  id: string;
  nome: string;
  contenuto: Partial<RichiestaRegistrazione>;
  versione: number;
};

export const modelliQuery = queryOptions({
  queryKey: ['modelli'],
  queryFn: () => chiedi<{ items: Modello[] }>('GET', '/modelli'),
});

export function creaModello(
  corpo: { nome: string; contenuto: Partial<RichiestaRegistrazione> },
  chiave: string,
): Promise<Modello> {
  return chiedi('POST', '/modelli', { corpo, chiave });
}

export function eliminaModello(id: string): Promise<void> {
  return chiedi('DELETE', `/modelli/${id}`);
}
