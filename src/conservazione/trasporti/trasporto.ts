/** A file of a package, as it is handed over alone. */
export type FileDaConsegnare = {
  id: string;
  ruolo: 'principale' | 'allegato' | 'metadati';
  percorso: string;
  nomeFile: string;
  formato: string;
  impronta: string;
  dimensione: number;
  documentoId: string | null;
  metadati: string | null;
  /** Of a document, the key it is handed over with when it goes by itself. */
  unita: DaConsegnare['chiave'] | null;
  registrato: boolean;
};

/** A package on its way. */
export type DaConsegnare = {
  id: string;
  enteId: string;
  identificativo: string;
  titolo: string;
  tipo: string;
  chiave: { numero: string; anno: number; registro: string };
  impronta: string;
  dimensione: number;
  tentativo: number;
  creatoIl: Date;
};

/** What the other end answered, and what of the package it must speak of: of all of it, where it was not taken apart. */
export type Risposta = {
  byte: Buffer;
  /** Digest of the index that was sent. */
  indice?: string;
  parte?: ParteConsegnata & { ultima: boolean };
};
/** A document or a part of a fascicolo handed over by itself. */
export type ParteConsegnata = {
  chiave: DaConsegnare['chiave'];
  documenti: string[];
  /** How many documents the part is said to hold. */
  unita?: number;
};

/** Where a unit is, in the words of the other end and in ours. */
export type StatoDetto = { detto: string; vuolDire: 'in-lavorazione' | 'conservato' | 'annullato' };

/**
 * How a delivery ended. `consegnato`: the other end has it, also when it had it already; what it answered, if it did, is still to be
 * read. `riprova`: it may have it or not; with `nonArrivato` it surely has not, as far as this attempt goes.
 */
export type EsitoConsegna =
  { esito: 'consegnato'; risposte: Risposta[] } | { esito: 'riprova'; motivo: string; nonArrivato?: boolean };

/** The way to a conservatore. Handing over twice is handing over once. */
export type Trasporto = {
  /** Reaches the other end and leaves nothing there. @returns what it found, in Italian */
  prova(): Promise<string>;
  consegna(p: DaConsegnare): Promise<EsitoConsegna>;
  /** What the other end left about this package, if it did. */
  esito(p: { identificativo: string }): Promise<Buffer | undefined>;
  /** Whether it surely is there. No says nothing: he may have taken it away since. */
  haGia(p: { identificativo: string; dimensione: number; chiave: DaConsegnare['chiave'] }): Promise<boolean>;
  /** Where he says a unit is, by its key; only where he has a service for it. */
  stato?(chiave: DaConsegnare['chiave']): Promise<StatoDetto | undefined>;
  chiudi(): Promise<void>;
};

/** There is one, and this one is not to be had: it is too long, or not ours to read. */
export class RapportoIllegibile extends Error {}

/** The attempt ended before the other end could have the package. */
export class NonArrivato extends Error {}

/** Bytes of a rapporto that are read: what is longer is not one. */
export const MASSIMO_RAPPORTO = 8 * 1024 * 1024;
/** How long the other end may be silent, ms. */
export const SILENZIO = 60_000;
/** How long it may take to say what it says, ms. */
export const RISPOSTA_ENTRO = 5 * 60_000;
