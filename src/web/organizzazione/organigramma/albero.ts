import type { Unita } from './tipi.ts';

/** A unit with those below it. */
export type Nodo = Unita & { figli: Nodo[] };

/** The tree of a flat chart, in its order. */
export function componi(unita: readonly Unita[]): Nodo[] {
  const nodi = new Map(unita.map((u): [string, Nodo] => [u.codice, { ...u, figli: [] }]));
  const radici: Nodo[] = [];
  for (const nodo of nodi.values()) {
    const sopra = nodo.padre === undefined ? undefined : nodi.get(nodo.padre);
    (sopra?.figli ?? radici).push(nodo);
  }
  return radici;
}

const piega = (testo: string): string => testo.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The branches where all the words are found, each with the units above it; one that matches keeps what is under it. */
export function potati(nodi: readonly Nodo[], cerca: string): Nodo[] {
  const parole = piega(cerca).split(/\s+/).filter(Boolean);
  const pota = (n: Nodo): Nodo[] => {
    const testo = piega(`${n.codice} ${n.denominazione}`);
    if (parole.every((p) => testo.includes(p))) return [n];
    const figli = n.figli.flatMap(pota);
    return figli.length > 0 ? [{ ...n, figli }] : [];
  };
  return nodi.flatMap(pota);
}

/** A unit as one sees it in the tree: how deep, and which of how many at that place. */
export type Riga = { nodo: Nodo; livello: number; posto: number; quante: number };

/** What one sees of the tree, from top to bottom. */
export function visibili(nodi: readonly Nodo[], aperti: ReadonlySet<string>, livello = 1): Riga[] {
  return nodi.flatMap((nodo, i) => [
    { nodo, livello, posto: i + 1, quante: nodi.length },
    ...(aperti.has(nodo.codice) ? visibili(nodo.figli, aperti, livello + 1) : []),
  ]);
}

/** Codes of a unit and of all those below it. */
export function discendenza(unita: readonly Unita[], codice: string): Set<string> {
  const dentro = new Set([codice]);
  const discendi = (sopra: string): void => {
    for (const u of unita)
      if (u.padre === sopra && !dentro.has(u.codice)) {
        dentro.add(u.codice);
        discendi(u.codice);
      }
  };
  discendi(codice);
  return dentro;
}

/** Codes of the units above one, up to the top. */
export function antenati(unita: readonly Unita[], codice: string | undefined): string[] {
  const padri = new Map(unita.map((u) => [u.codice, u.padre]));
  const via: string[] = [];
  for (
    let sopra = padri.get(codice ?? '');
    sopra !== undefined && !via.includes(sopra);
    sopra = padri.get(sopra)
  )
    via.push(sopra);
  return via;
}
