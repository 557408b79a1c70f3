import type { Tx } from '#platform/db';
import { LARGHEZZA, type Tessere } from './albero.ts';

/** Reads the tree of a log from the database, each tile once. */
export function tessereDi(tx: Tx, registroId: string): Tessere {
  const lette = new Map<string, Promise<Buffer[]>>();
  return (livello, indice) => {
    const nome = `${livello}/${indice}`;
    const gia = lette.get(nome) ?? leggi(tx, registroId, livello, indice * LARGHEZZA);
    lette.set(nome, gia);
    return gia;
  };
}

async function leggi(tx: Tx, registroId: string, livello: number, primo: number): Promise<Buffer[]> {
  if (livello === 0) {
    const foglie = await tx
      .selectFrom('foglia')
      .select('impronta')
      .where('registro_id', '=', registroId)
      .where('posizione', '>', primo)
      .where('posizione', '<=', primo + LARGHEZZA)
      .orderBy('posizione')
      .execute();
    return foglie.map((f) => f.impronta);
  }
  const nodi = await tx
    .selectFrom('nodo_albero')
    .select('impronta')
    .where('registro_id', '=', registroId)
    .where('livello', '=', livello)
    .where('indice', '>=', primo)
    .where('indice', '<', primo + LARGHEZZA)
    .orderBy('indice')
    .execute();
  return nodi.map((n) => n.impronta);
}
