/** A start that cannot go on for a reason the reader can act upon: shown as it is, without a stack, with this exit code. */
export class Fermata extends Error {
  readonly codice: number;
  constructor(messaggio: string, codice = 1, causa?: unknown) {
    super(messaggio, { cause: causa });
    this.codice = codice;
  }
}

/** Exit codes: 1 could not start, 2 wrong settings or options, 3 already running on the same data. */
export const USCITA = { guasto: 1, impostazioni: 2, inUso: 3 } as const;
