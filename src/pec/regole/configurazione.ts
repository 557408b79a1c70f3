import { CODICI, type CodiceRegola } from './esito.ts';

const MB = 1024 * 1024;

/**
 * The rules of one mailbox. A megabyte is 1,048,576 bytes, as mail programs and providers count it: of two readings of "20 MB" the one that
 * holds nothing against the sender.
 */
export type RegoleCasella = {
  attive: Record<CodiceRegola, boolean>;
  /** BES-18, in bytes: what has just as many is accepted. */
  massimoAllegato: number;
  /** BES-17, in bytes, of all files together. */
  massimoInvio: number;
  /** RN-81.1: subjects that say nothing, besides the usual ones; compared without case, accents and punctuation. */
  oggettiGenerici: string[];
};

export const REGOLE_PREDEFINITE: RegoleCasella = {
  attive: Object.fromEntries(CODICI.map((codice) => [codice, true])) as Record<CodiceRegola, boolean>,
  massimoAllegato: 20 * MB,
  massimoInvio: 25 * MB,
  oggettiGenerici: [],
};
