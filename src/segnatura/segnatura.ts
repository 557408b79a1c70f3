/** Direction of a document, as stored and exchanged (AgID `TipologiaDiFlusso`). */
export type Flusso = 'E' | 'U' | 'I';

/** What the office calls it, on screens and on the segnatura (the manual's A, P, I). */
export const nomeFlusso: Record<Flusso, string> = { E: 'Arrivo', U: 'Partenza', I: 'Interno' };
export const siglaFlusso: Record<Flusso, string> = { E: 'A', U: 'P', I: 'I' };

/** Which optional items the ente shows in its segnatura (RN-56.6a–c; AMB-03 for `unita`). */
export type OpzioniSegnatura = { aoo: boolean; classificazione: boolean; flusso: boolean; unita: boolean };

/**
 * Everything the segnatura is made of, fixed in the registering transaction and never recomputed from live data
 * (RN-56.1, RN-56.2, DPR 445/2000 art. 55). It also keeps what the sealed XML of the AgID rules will need later.
 */
export type DatiSegnatura = {
  versione: 1;
  amministrazione: { denominazione: string; codiceIpa: string };
  /** `codice` is the 7-character Codice_uni_aoo of IndicePA. */
  aoo: {
    codice: string;
    denominazione: string;
    responsabile: string;
    casellaPec: string;
    indirizzo: string;
  };
  /** `repertorio` is there for a registration that is not of the protocollo (RN-39.1). */
  registro: { codice: string; denominazione: string; repertorio?: true };
  anno: number;
  numero: number;
  /** ISO 8601 with the offset of Europe/Rome, milliseconds included: `2026-11-21T10:15:30.123+01:00`. */
  istante: string;
  flusso: Flusso;
  classificazione?: { codice: string; denominazione: string };
  unita?: { codice: string; denominazione: string };
  /** Fixed wordings the rules put on the document: `MITTENTE ANONIMO`, `DOCUMENTO NON SOTTOSCRITTO`, … */
  diciture: string[];
  opzioni: OpzioniSegnatura;
};

/** At least seven digits, never cut above 9,999,999 (RN-52.3, DPR 445/2000 art. 57). */
export function numeroASetteCifre(numero: number): string {
  return String(numero).padStart(7, '0');
}
