import { queryOptions } from '@tanstack/react-query';
import type { NodoTitolario, TitolarioInUso } from '../../../titolario/titolario.schema.ts';
import { chiedi } from '../../platform/http/chiedi.ts';

/** A voce one can classify with, and how many fascicoli it and those below it have. */
export type NodoContato = { codice: string; denominazione: string; conto: string; figli: NodoContato[] };

/** Counting stops there: whether they are more is all one needs to know. */
const MASSIMO = 1000;

function contato(nodo: NodoTitolario): NodoContato[] {
  if (nodo.codice === undefined) return [];
  const quanti = nodo.fascicoli ?? 0;
  return [
    {
      codice: nodo.codice,
      denominazione: nodo.denominazione,
      conto: quanti >= MASSIMO ? `${MASSIMO.toLocaleString('it-IT')}+` : String(quanti),
      figli: nodo.figli.flatMap(contato),
    },
  ];
}

export const conteggiQuery = queryOptions({
  queryKey: ['titolario', 'conteggi'],
  queryFn: async () =>
    (await chiedi<TitolarioInUso>('GET', '/titolario', { ricerca: { conteggi: 'true' } })).items.flatMap(
      contato,
    ),
});
