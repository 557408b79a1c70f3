import type { Db } from '#platform/db';
import type { Log } from '#platform/log';
import type { ObjectStore } from '#platform/storage';
import type { Vault } from '#platform/vault';

/** Names of the moments between two steps of a sending, at which a process may die; a test makes it die there. */
export type PuntoInvio =
  'preso' | 'composto' | 'in-partenza' | 'collegato' | 'dentro-i-dati' | 'consegnato-al-server' | 'concluso';

/** What sending takes. */
export type PartiInvii = {
  db: Db;
  archivio: ObjectStore;
  log: Log;
  vault: Vault;
  /** Data folder: a box that is a folder sends into it. */
  dati: string;
  /** PEM of authorities to trust besides the system's. */
  certificatiFidati?: string | undefined;
  /** Milliseconds after which who was sending is surely no more; longer than a sending may last. */
  attesa?: number;
  /** Does nothing but in tests. */
  punto?: (nome: PuntoInvio) => void | Promise<void>;
};

/** A server that has not taken a message by then is left. */
export const DURATA_MASSIMA_MS = 10 * 60_000;
export const ATTESA_MS = 15 * 60_000;
