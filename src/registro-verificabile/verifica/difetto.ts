/** Where something does not hold: as much of this as is known. */
export type Dove = {
  registro?: string;
  /** Of the leaf, from 1. */
  posizione?: number;
  anno?: number;
  numero?: number;
  /** Of the head. */
  dimensione?: number;
  tabella?: string;
  campo?: string;
};

/** One thing that does not hold. `codice` is stable; `testo` is for people and shows no datum of a document. */
export type Difetto = { codice: string; dove: Dove; testo: string };

/** Of a register that is altered everywhere the first thousand faults are told, and how many more there are. */
const MASSIMO = 1000;

export class Difetti {
  readonly elenco: Difetto[] = [];
  altri = 0;
  readonly #registro: string;

  constructor(registro: string) {
    this.#registro = registro;
  }

  aggiungi(codice: string, dove: Dove, testo: string): void {
    if (this.elenco.length >= MASSIMO) this.altri++;
    else this.elenco.push({ codice, dove: { registro: this.#registro, ...dove }, testo });
  }
}
