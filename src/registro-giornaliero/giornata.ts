/**
 * The day of a register as the registro giornaliero tells it: one model, written as PDF for people and as XML for machines. What is
 * in it is as it stood at the end of that day: what happened the morning after is of the day after.
 */
export type Giornata = {
  identificativo: string;
  anno: number;
  progressivo: number;
  /** `AAAA-MM-GG`, of Rome. */
  giorno: string;
  /** First instant of the day, and of the next one. */
  inizio: Date;
  fine: Date;
  prodotto: Date;
  amministrazione: { codice: string; denominazione: string };
  aoo: { codice: string; denominazione: string };
  registro: { codice: string; denominazione: string };
  /** In office on that day; absent if nobody was. */
  responsabile: Persona | undefined;
  /** Responsabile della conservazione on that day: whom it is made for (AgID, instructions of 6 October 2015). */
  destinatario: Persona | undefined;
  /** Null on a day without registrations. */
  prima: { numero: number; istante: Date } | null;
  ultima: { numero: number; istante: Date } | null;
  quante: number;
  /** How many changes to registrations of earlier days. */
  eventi: number;
  /** The head of the register's log signed for this day: text and signature, which paper will witness. */
  testa: { testo: string; firma: string; dimensione: number; radice: string };
};

/** With the tax code where it is known. */
export type Persona = { nome: string; cognome: string; codiceFiscale: string | undefined };

export type Soggetto = { ruolo: 'mittente' | 'destinatario' | 'conoscenza'; nominativo: string };

export type FileRegistrato = {
  ruolo: 'principale' | 'allegato';
  /** Absent for a paper attachment. */
  nomeFile: string | undefined;
  descrizione: string | undefined;
  impronta: string | undefined;
  algoritmo: string | undefined;
};

/** An annullamento, a rettifica or a change of optional data. */
export type Modifica = {
  tipo: 'annullamento' | 'rettifica' | 'variazione';
  istante: Date;
  campo: string | undefined;
  /** Old and new value, in words; a list where there are more. */
  prima: string[];
  dopo: string[];
  motivo: string | undefined;
  atto: { numero: string; data: string } | undefined;
  operatore: string;
};

export type VoceGiornata = {
  anno: number;
  numero: number;
  istante: Date;
  flusso: 'E' | 'U' | 'I';
  /** As registered: an annulled registration keeps them legible (DPR 445/2000 art. 54). */
  oggetto: string;
  soggetti: Soggetto[];
  protocolloMittente: { numero: string; data: string | undefined } | undefined;
  dataArrivo: Date | undefined;
  supporto: string;
  documenti: FileRegistrato[];
  classificazione: { codice: string; denominazione: string } | undefined;
  ufficio: { codice: string; denominazione: string } | undefined;
  operatore: string;
  annullata: boolean;
  /** Bits of why it is not for everybody now, for who prints it; the register made at the close has everything. */
  protezione: number;
  /** Those of the same day. */
  modifiche: Modifica[];
};

/** A change made that day to a registration of an earlier one (RN-53.1-2). */
export type ModificaPrecedente = Modifica & {
  registrazione: { anno: number; numero: number; istante: Date; oggetto: string };
};

export type FlussoGiornata = {
  voci: () => AsyncIterable<VoceGiornata>;
  precedenti: () => AsyncIterable<ModificaPrecedente>;
};
