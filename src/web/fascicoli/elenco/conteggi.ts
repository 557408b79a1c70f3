import { queryOptions } from '@tanstack/react-query';
import type { NodoTitolario, TitolarioInUso } from '../../../titolario/titolario.schema.ts';
import { chiedi } from '../../platform/http/chiedi.ts';

/** A voce one can classify with, and how many fascicoli it and those below it have. */
export type NodoContato = { codice: string; denominazione: string; conto: string; figli: NodoContato[] };

function contato(nodo: NodoTitolario): NodoContato[] {
  if (nodo.codice === undefined) return [];
  const { codice, denominazione } = nodo;
  const conto = somma(nodo).toLocaleString('it-IT');
  return [{ codice, denominazione, conto, figli: nodo.figli.flatMap(contato) }];
}

/** Each voce counts its own; what is under it is there when one opens it. */
function somma(nodo: NodoTitolario): number {
  return nodo.figli.reduce((totale, figlio) => totale + somma(figlio), nodo.fascicoli ?? 0);
}

export const conteggiQuery = queryOptions({
  queryKey: ['titolario', 'conteggi'],
  queryFn: async () =>
    (await chiedi<TitolarioInUso>('GET', '/titolario', { ricerca: { conteggi: 'true' } })).items.flatMap(
      contato,
    ),
});
