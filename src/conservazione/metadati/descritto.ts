import type { Corrispondente } from '#corrispondenti';

/** A name and its code in IndicePA. */
export type VoceIpa = { denominazione: string; codice: string };
export type PersonaFisica = { cognome: string; nome: string; codiceFiscale: string | null };

/** The ente that registers, as every metadata says it. */
export type EnteDescritto = VoceIpa & { codiceFiscale: string | null; aoo: VoceIpa & { casellaPec: string } };

/** A file of a registration; one without digest is of paper. */
export type FileDescritto = {
  ordine: number;
  ruolo: 'principale' | 'allegato';
  documentoId: string | null;
  impronta: string | null;
  nomeFile: string | null;
  formato: string | null;
  dimensione: number | null;
  tipo: string | null;
  descrizione: string | null;
};

/** What is said of a registration and of its files in Allegato 5: values in force, after every rettifica. */
export type Descritto = {
  id: string;
  ente: EnteDescritto;
  registro: { codice: string; denominazione: string; tipo: string };
  anno: number;
  numero: number;
  /** With the offset of Rome. */
  istante: string;
  flusso: 'E' | 'U' | 'I';
  supporto: 'digitale' | 'analogico';
  oggetto: string;
  segnatura: string;
  note: string | null;
  riservato: boolean;
  versione: number;
  classificazione: { codice: string; descrizione: string; piano: string } | null;
  /** Years; 9999 for ever, as Allegato 5 has it. */
  conservazione: number | null;
  corrispondenti: {
    ruolo: 'mittente' | 'destinatario' | 'conoscenza';
    tipo: Corrispondente['tipo'] | 'anonimo';
    nominativo: string;
    dati: Partial<Corrispondente>;
  }[];
  ufficio: VoceIpa;
  assegnatari: { ufficio: VoceIpa; persona: PersonaFisica | null }[];
  operatore: PersonaFisica | null;
  /** RSP in office that day. */
  responsabile: PersonaFisica | null;
  /** Responsible for the procedimento: of the first of its fascicoli that has one, or as it was written when it was registered. */
  responsabileProcedimento: PersonaFisica | null;
  modifica: {
    tipo: 'Annullamento' | 'Rettifica';
    istante: string;
    autore: PersonaFisica | null;
    operatore: string;
  } | null;
  fascicoli: string[];
  /** Made by the program out of its data: a daily register. */
  automatico: boolean;
  file: FileDescritto[];
};
