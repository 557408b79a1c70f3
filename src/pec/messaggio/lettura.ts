import type { Esito } from '../regole/esito.ts';
import type { EsitoLeggibilita } from '../regole/leggibilita.ts';
import type { RegoleCasella } from '../regole/configurazione.ts';
import type { Autorita } from './catena.ts';
import type { MessaggioLetto } from './messaggio.ts';

/** Where the bytes are. A file is read by who parses it, so that a big message never passes through this process. */
export type Sorgente =
  | {
      file: string;
      /** SHA-256 that the bytes must have, where it is known: other bytes are not read. */
      impronta?: string;
    }
  | { byte: Buffer };

/** What to do with a message; `scansioni` are the parts marked as scans of a signed original. */
export type Lettura = {
  sorgente: Sorgente;
  autorita: Autorita[];
  regole: RegoleCasella;
  scansioni: string[];
};

/** All that is known of a message from its bytes. */
export type Letto = { messaggio: MessaggioLetto; esiti: Esito[]; leggibilita: EsitoLeggibilita };

/**
 * Why a message was not read. `oltre-i-limiti`: it would take more time or memory than a message may; `guasto`: our own mistake, that it
 * brought to light (both go to quarantine, whole); `occupato`: too many are waiting, and it is to be tried again;
 * `alterato`: the file is not the one that was kept.
 */
export type MotivoLettura = 'oltre-i-limiti' | 'guasto' | 'occupato' | 'alterato';

export class LetturaRifiutata extends Error {
  readonly motivo: MotivoLettura;

  constructor(motivo: MotivoLettura, dettaglio: string, opzioni?: { cause?: unknown }) {
    super(dettaglio, opzioni);
    this.name = 'LetturaRifiutata';
    this.motivo = motivo;
  }
}
