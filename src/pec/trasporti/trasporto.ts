import type { Readable } from 'node:stream';

/** A copy on the server. `uid` never means another message while `uidvalidity` stays (RFC 9051 §2.3.1.1). */
export type Copia = { uid: string };

export type Scaricata = {
  corpo: Readable;
  /** When the server had it. */
  arrivatoIl: Date;
  /** Bytes the server says it has, where it says so. */
  dimensione: number | undefined;
};

/**
 * A mailbox that can be read: IMAP, or a folder. Kept open while somebody watches it; whatever it throws means that the
 * connection is to be made again.
 */
export type Trasporto = {
  /** Of the whole box; when it changes every UID is new. */
  uidvalidity: number;
  /** Copies whose uid comes after `dopo` (all, without), in the order they came. */
  elenca: (dopo?: string) => Promise<Copia[]>;
  quanti: () => Promise<number>;
  /** @returns undefined when the copy is no longer there */
  scarica: (uid: string) => Promise<Scaricata | undefined>;
  /** Puts copies away, or removes them. */
  sposta: (uid: readonly string[], cartella: string) => Promise<void>;
  cancella: (uid: readonly string[]) => Promise<void>;
  /** Resolves when something new may be there, the time is over, or `fine` is aborted. */
  attendi: (ms: number, fine: AbortSignal) => Promise<void>;
  chiudi: () => Promise<void>;
};
