import type { Collegamento, Cosa, Fine } from './collegamento.ts';

/** A screen that listens, and who is in front of it. */
export type Ascoltatore = {
  collegamento: Collegamento;
  enteId: string;
  utenteId: string;
  /** Units, heads of units, the person: `principali_di`. Read again when the session changes, and at each beat. */
  principali: ReadonlySet<string>;
  /** Asks again who it is; `Fine` when he is no longer to be told anything. */
  rileggi: () => Promise<ReadonlySet<string> | Fine>;
};

const COSE: readonly string[] = ['scrivania', 'comunicazioni', 'pec'] satisfies Cosa[];
const eCosa = (c: unknown): c is Cosa => typeof c === 'string' && COSE.includes(c);

/** Announcements of the database on one side, open screens on the other: each is told of what concerns him, and of nothing else. */
export class Smistatore {
  readonly #ascoltatori = new Set<Ascoltatore>();
  #inAscolto = false;

  aggiungi(a: Ascoltatore): void {
    this.#ascoltatori.add(a);
    a.collegamento.once('close', () => this.#ascoltatori.delete(a));
    if (this.#inAscolto) a.collegamento.pronto();
  }

  /** How many screens that person has open here, and how many there are in all. */
  conta(utenteId: string): { suoi: number; tutti: number } {
    const suoi = [...this.#ascoltatori].filter((a) => a.utenteId === utenteId).length;
    return { suoi, tutti: this.#ascoltatori.size };
  }

  /** After a break: nobody knows what was announced meanwhile. */
  ripresa(): void {
    this.#inAscolto = true;
    for (const { collegamento } of this.#ascoltatori) collegamento.pronto();
  }

  /** @param testo `{e: ente, c: what, p: [principals]}` as `annuncia()` of migration 0024 writes it */
  smista(testo: string): void {
    const { e, c, p } = JSON.parse(testo) as { e: string; c: unknown; p: string[] };
    for (const a of this.#ascoltatori) {
      if (a.enteId !== e) continue;
      if (c === 'sessione') {
        if (p.includes(a.utenteId)) void this.#riconosci(a);
      } else if (eCosa(c) && p.some((x) => a.principali.has(x))) a.collegamento.cambiato(c);
    }
  }

  /** Every so often: keeps connections alive, lets go of those that nobody reads and of those who may no longer be told. */
  battito(): void {
    for (const a of this.#ascoltatori) {
      if (a.collegamento.battito()) void this.#riconosci(a);
      else a.collegamento.destroy();
    }
  }

  ferma(): void {
    for (const { collegamento } of this.#ascoltatori) collegamento.finisci();
    this.#ascoltatori.clear();
  }

  async #riconosci(a: Ascoltatore): Promise<void> {
    let ora: ReadonlySet<string> | Fine;
    try {
      ora = await a.rileggi();
    } catch {
      // The database does not answer: neither does it announce anything, and at the next beat it is asked again.
      return;
    }
    if (typeof ora === 'string') {
      this.#ascoltatori.delete(a);
      a.collegamento.finisci(ora);
      return;
    }
    const diversi = ora.size !== a.principali.size || [...ora].some((x) => !a.principali.has(x));
    a.principali = ora;
    // Another office to act for, or other powers: what is on the screen may be of before.
    if (diversi) a.collegamento.cambiato('scrivania');
  }
}
