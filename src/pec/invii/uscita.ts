import type { Readable } from 'node:stream';

export type DaSpedire = {
  id: string;
  da: string;
  a: readonly string[];
  dimensione: number;
  corpo: Buffer | Readable;
};

/** How handing a message over ended; only `riprova` says that trying again cannot double it. */
export type Esito =
  | { esito: 'inviato'; rifiutati: { indirizzo: string; motivo: string }[] }
  | { esito: 'rifiutato' | 'riprova' | 'incerto'; motivo: string };

/** Where a box sends from. It never throws for what the other side says or does. */
export type Uscita = { spedisci: (m: DaSpedire) => Promise<Esito> };

export type CasellaInUscita = {
  id: string;
  trasporto: string;
  parametri: unknown;
  segreto: string | null;
  uscita: unknown;
  uscita_segreto: string | null;
};
