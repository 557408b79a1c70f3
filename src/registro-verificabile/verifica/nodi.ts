import type { Tx } from '#platform/db';
import type { Difetti } from './difetto.ts';

/** The inner nodes that are kept, taken out one by one as the tree that grows meets them. */
export class Nodi {
  readonly #nodi: Map<string, Buffer>;

  private constructor(nodi: Map<string, Buffer>) {
    this.#nodi = nodi;
  }

  static async leggi(tx: Tx, registroId: string): Promise<Nodi> {
    const righe = await tx
      .selectFrom('nodo_albero')
      .select(['livello', 'indice', 'impronta'])
      .where('registro_id', '=', registroId)
      .execute();
    return new Nodi(new Map(righe.map((n) => [`${n.livello}/${n.indice}`, n.impronta])));
  }

  confronta(livello: number, indice: number, radice: Buffer, difetti: Difetti): void {
    const nome = `${livello}/${indice}`;
    const conservato = this.#nodi.get(nome);
    if (!conservato) return;
    this.#nodi.delete(nome);
    if (!conservato.equals(radice))
      difetti.aggiungi(
        'nodo-diverso',
        { tabella: 'nodo_albero' },
        `Il nodo ${nome} dell’albero non è quello delle foglie.`,
      );
  }

  /** Those of no subtree that the log fills. */
  avanzati(difetti: Difetti): void {
    for (const nome of this.#nodi.keys())
      difetti.aggiungi(
        'nodo-diverso',
        { tabella: 'nodo_albero' },
        `Il nodo ${nome} è oltre la fine del registro.`,
      );
  }
}
