import {
  type Consegna,
  type Forma,
  type Gestore,
  type Instradato,
  type Rete,
  type StatoCasella,
} from '#gestore-pec';

/** How the provider misbehaves from now on; a test sets what it needs and `nessunGuasto` gives the rest. */
export type Guasti = {
  /** How its messages are written. */
  forma: Partial<Forma>;
  /** Last word on what is delivered, and in which order. */
  trasforma: (fatto: Instradato, gestore: Gestore) => Consegna[] | Promise<Consegna[]>;
  /** Milliseconds before each delivery. */
  ritardo: number;
  /** Nothing is delivered until `rilascia`. */
  trattieni: boolean;
  /** What becomes of messages to an address, where it is not what the boxes say. */
  stato: (indirizzo: string) => StatoCasella | undefined;
  virus: NonNullable<Rete['virus']>;
  /** SMTP code said to a recipient, e.g. 450 or 550. */
  rifiutaDestinatario: (indirizzo: string) => number | undefined;
  /** SMTP code said instead of taking the message, e.g. 552. */
  rifiutaMessaggio: number | undefined;
  /**
   * The line falls while the client submits: before all of the message has been taken, or after it has been taken and
   * sent on, but before the client is told.
   */
  cade: 'durante-data' | 'dopo-data' | undefined;
};

export function nessunGuasto(): Guasti {
  return {
    forma: {},
    trasforma: (fatto) => fatto.consegne,
    ritardo: 0,
    trattieni: false,
    stato: () => undefined,
    virus: () => undefined,
    rifiutaDestinatario: () => undefined,
    rifiutaMessaggio: undefined,
    cade: undefined,
  };
}
