import type { Destinata } from '#assegnazioni';
import type { Contesto } from '#autorizzazioni';
import type { Corrispondente } from '#corrispondenti';
import type { FascicoloNominato } from '#fascicoli';
import type { RichiestaRegistrazione } from './registrazione.schema.ts';

/** A correspondent of the draft; `anonimo` is the one nobody can name (RN-66.1). */
export type Nominato = Omit<Corrispondente, 'tipo'> & {
  tipo: Corrispondente['tipo'] | 'anonimo';
  nominativo: string;
};

export type DocumentoPronto = {
  documento?: {
    id: string;
    impronta: string;
    algoritmo: string;
    nomeFile: string;
    formato: string;
    dimensione: number;
  };
  descrizione?: string;
  tipo?: string;
};

export type TipoRegistro = 'protocollo' | 'repertorio' | 'fascicoli';

export type RiferimentoTrovato = {
  id: string;
  /** Code of its register, and what kind of register it is. */
  registro: string;
  denominazione: string;
  tipo: TipoRegistro;
  anno: number;
  numero: number;
  oggetto: string;
  supporto: string;
  istante: string;
  annullata: boolean;
  /** What decides whether whoever asks may read its oggetto (see `loVede`). */
  visibileA: string[];
  protezione: number;
  /** In the protocollo, arrived by raccomandata: it may be in a repertorio too (RN-64.1, AMB-31). */
  raccomandata: boolean;
};

/** What was read from the database for one request, before any lock (see `fatti_registrazione`). */
export type Fatti = {
  registro: {
    id: string | null;
    codice: string;
    denominazione: string;
    tipo: TipoRegistro;
    chiuso: boolean;
    /** Code of the titolario entry for entries of a repertorio that say none. */
    classificazione: string | null;
    /** Names of the offices that write in this repertorio, none if all; and whether the one asking is among them. */
    uffici: string[];
    ufficioAmmesso: boolean;
  };
  aoo: { codice: string; denominazione: string; responsabile: string; casellaPec: string; indirizzo: string };
  impostazioni: Record<string, unknown>;
  documenti: (NonNullable<DocumentoPronto['documento']> & {
    /** Where it is registered: nowhere, once, or in the protocollo and in a repertorio. */
    registrazioni: RiferimentoTrovato[];
    /** Of the principal document: others of the same digest, in registers of the other kind. */
    gemelli: RiferimentoTrovato[];
  })[];
  voce: { id: string; codice: string; denominazione: string } | null;
  /** Why there is no entry to classify under: `chiusa`, `con-partizioni`, `nessun-titolario`; null if there is no such code. */
  voceNonUsabile: string | null;
  unita: { id: string; codice: string; denominazione: string; uu: boolean } | null;
  categoria: { id: string; codice: string; denominazione: string; origine: string } | null;
  riferimenti: RiferimentoTrovato[];
  risposta: { impronta: string; stato: number; posizione: string | null; corpo: string } | null;
};

/**
 * A registration being prepared. The rules (`regole/`) read the request and the facts and leave here what they decide:
 * who is sender, what wording goes on the segnatura, what the operator should know.
 */
export type Bozza = {
  richiesta: RichiestaRegistrazione;
  mittenti: Nominato[];
  destinatari: Nominato[];
  perConoscenza: Nominato[];
  documenti: DocumentoPronto[];
  collegamenti: { tipo: string; altra: RiferimentoTrovato }[];
  diciture: string[];
  avvisi: string[];
};

/** What a rule may look at besides the draft. `adesso` is the application's clock: good for plausibility, not for the record. */
export type Circostanze = {
  ctx: Contesto;
  fatti: Fatti;
  /** The fascicoli the request names, those that are there. */
  fascicoli: readonly FascicoloNominato[];
  /** The offices the request assigns the document to by name, besides `unitaCompetente` alone. */
  assegnazioni: readonly Destinata[];
  /** Item of the queue that leaves it by this registration. */
  coda?: string;
  adesso: Date;
  /** Address printed in QR codes; `urlConfigurato` says whether somebody chose it or it is this machine's own. */
  urlPubblico: string;
  urlConfigurato: boolean;
};

/**
 * One rule of the office. It refuses by throwing a `Rifiuto`, or leaves its mark on the draft; it reads no database and
 * no clock of its own, so that its test is a few lines.
 */
export type Regola = (bozza: Bozza, circostanze: Circostanze) => void;
