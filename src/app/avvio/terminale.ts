/** What the person who started the program reads, apart from the technical log. */
export type Terminale = { scrivi: (testo: string) => void };

/** On stdout, or on stderr where stdout is taken by the log. A reader that went away must not stop the server. */
export function apriTerminale(occupato: boolean): Terminale {
  const flusso = occupato ? process.stderr : process.stdout;
  flusso.on('error', () => undefined);
  return { scrivi: (testo) => void flusso.write(`${testo}\n`) };
}
