import type { NodoTitolario } from './tipi.ts';

const piega = (testo: string): string => testo.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The branches where all the words are found, each with its ancestors; a voce that matches keeps what is under it. */
export function potato(rami: readonly NodoTitolario[], cerca: string): readonly NodoTitolario[] {
  const parole = piega(cerca).split(/\s+/).filter(Boolean);
  if (parole.length === 0) return rami;
  const contiene = (n: NodoTitolario): boolean => {
    const testo = piega(`${n.codice ?? ''} ${n.denominazione}`);
    return parole.every((p) => testo.includes(p));
  };
  const pota = (n: NodoTitolario): NodoTitolario[] => {
    if (contiene(n)) return [n];
    const figli = n.figli.flatMap(pota);
    return figli.length > 0 ? [{ ...n, figli }] : [];
  };
  return rami.flatMap(pota);
}

/** The node with that code, and the names of what is above it. */
export function trovaNodo(
  rami: readonly NodoTitolario[],
  codice: string,
  sopra: readonly string[] = [],
): { nodo: NodoTitolario; percorso: readonly string[] } | undefined {
  for (const nodo of rami) {
    if (nodo.codice === codice) return { nodo, percorso: sopra };
    const sotto = trovaNodo(nodo.figli, codice, [...sopra, nodo.denominazione]);
    if (sotto) return sotto;
  }
  return undefined;
}
