/** What the person who started the program reads, apart from the technical log. */
export type Terminale = {
  scrivi: (testo: string) => void;
  /** A bar on a line of its own, drawn again in place; nothing where nobody is watching. */
  avanza: (fatti: number, tutti: number) => void;
};

const LARGA = 40;

/** On stdout, or on stderr where stdout is taken by the log. A reader that went away must not stop the server. */
export function apriTerminale(occupato: boolean): Terminale {
  const flusso = occupato ? process.stderr : process.stdout;
  flusso.on('error', () => undefined);
  return {
    scrivi: (testo) => void flusso.write(`${testo}\n`),
    avanza: (fatti, tutti) => {
      if (!flusso.isTTY) return;
      const pieni = Math.round((LARGA * fatti) / tutti);
      flusso.write(
        `\r[${'#'.repeat(pieni)}${' '.repeat(LARGA - pieni)}] ${fatti} di ${tutti}${fatti === tutti ? '\n' : ''}`,
      );
    },
  };
}
