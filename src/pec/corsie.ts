/** Work that overlaps within bounds: so many at a time, so many bytes together; one larger than all of them goes alone. */
export class Corsie {
  readonly #quante: number;
  readonly #byte: number;
  readonly #inCorso = new Map<Promise<void>, number>();
  #errore: { di: unknown } | undefined;

  constructor(quante: number, byte: number) {
    this.#quante = quante;
    this.#byte = byte;
  }

  /** Starts the work as soon as there is room. @throws what work before it threw: nothing is begun after a failure */
  async avvia(byte: number, lavoro: () => Promise<void>): Promise<void> {
    while (this.#inCorso.size > 0 && !this.#posto(byte)) await Promise.race(this.#inCorso.keys());
    if (this.#errore) throw this.#errore.di;
    const fatto = lavoro()
      .catch((errore: unknown) => void (this.#errore ??= { di: errore }))
      .finally(() => this.#inCorso.delete(fatto));
    this.#inCorso.set(fatto, byte);
  }

  /** Resolves when nothing is under way. @throws the first failure */
  async vuote(): Promise<void> {
    await this.riposo();
    if (this.#errore) throw this.#errore.di;
  }

  /** The same, whatever happened. */
  async riposo(): Promise<void> {
    await Promise.all(this.#inCorso.keys());
  }

  #posto(byte: number): boolean {
    const impegnati = [...this.#inCorso.values()].reduce((somma, b) => somma + b, 0);
    return this.#inCorso.size < this.#quante && impegnati + byte <= this.#byte;
  }
}
