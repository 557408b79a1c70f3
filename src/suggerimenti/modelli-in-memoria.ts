import { sql } from 'kysely';
import { inLettura, type Db } from '#platform/db';
import { leggiModello, PROGRAMMA, type Misura, type Modello } from './modello.ts';

export type InMemoria = {
  modello: Modello;
  addestratoIl: Date;
  esempi: number;
  misure: { classi?: Misura; uffici?: Misura };
  /** Which stored model this is, as `suggerimenti_per` tells it. */
  segno: string;
};

/** Enti whose model a node keeps: some megabytes each. */
const QUANTI = 16;

/** Copies of the stored models, one per ente, each as old as its row: nothing here that another node would miss. */
export class ModelliInMemoria {
  readonly #tenuti = new Map<string, InMemoria>();

  /** The copy that is kept: whether it is still the stored one, the next answer of the database says. */
  di(enteId: string): InMemoria | undefined {
    return this.#tenuti.get(enteId);
  }

  /** Reads the stored model; undefined when there is none this program can read. */
  async leggi(db: Db, enteId: string): Promise<InMemoria | undefined> {
    const riga = await inLettura(db, enteId, (tx) =>
      tx
        .selectFrom('modello_suggerimenti')
        .select(['contenuto', 'addestrato_il', 'esempi', 'misure'])
        .select(sql<string>`programma || ' ' || addestrato_il`.as('segno'))
        .where('programma', '=', PROGRAMMA)
        .executeTakeFirst(),
    );
    this.#tenuti.delete(enteId);
    if (!riga) return undefined;
    const letto = {
      modello: leggiModello(riga.contenuto),
      addestratoIl: riga.addestrato_il,
      esempi: riga.esempi,
      misure: riga.misure as InMemoria['misure'],
      segno: riga.segno,
    };
    // Last read, last to go.
    this.#tenuti.set(enteId, letto);
    for (const vecchio of this.#tenuti.keys()) {
      if (this.#tenuti.size <= QUANTI) break;
      this.#tenuti.delete(vecchio);
    }
    return letto;
  }
}
