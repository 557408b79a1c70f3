import type { Tx } from '#platform/db';
import { leggiModello, PROGRAMMA, type Misura, type Modello } from './modello.ts';

export type InMemoria = {
  modello: Modello;
  addestratoIl: Date;
  esempi: number;
  misure: { classi?: Misura; uffici?: Misura };
};

/** Enti whose model a node keeps: some megabytes each. */
const QUANTI = 16;

/** Copies of the stored models, one per ente, each as old as its row: nothing here that another node would miss. */
export class ModelliInMemoria {
  readonly #tenuti = new Map<string, InMemoria>();

  /** The ente's model, read again if its row is newer; undefined when there is none this program can read. */
  async di(tx: Tx, enteId: string): Promise<InMemoria | undefined> {
    const riga = await tx
      .selectFrom('modello_suggerimenti')
      .select(['programma', 'addestrato_il', 'esempi', 'misure'])
      .executeTakeFirst();
    if (riga?.programma !== PROGRAMMA) return undefined;
    const tenuto = this.#tenuti.get(enteId);
    this.#tenuti.delete(enteId);
    let modello = tenuto?.modello;
    if (!modello || tenuto?.addestratoIl.getTime() !== riga.addestrato_il.getTime()) {
      const { contenuto } = await tx
        .selectFrom('modello_suggerimenti')
        .select('contenuto')
        .executeTakeFirstOrThrow();
      modello = leggiModello(contenuto);
    }
    const nuovo = {
      modello,
      addestratoIl: riga.addestrato_il,
      esempi: riga.esempi,
      misure: riga.misure as InMemoria['misure'],
    };
    // Last asked for, last to go.
    this.#tenuti.set(enteId, nuovo);
    for (const vecchio of this.#tenuti.keys()) {
      if (this.#tenuti.size <= QUANTI) break;
      this.#tenuti.delete(vecchio);
    }
    return nuovo;
  }
}
