import type { Permesso, Profilo, Ruolo } from './permessi.ts';

export type UnitaCorrente = {
  id: string;
  codice: string;
  denominazione: string;
  uop: boolean;
  ufficioProtocollo: boolean;
};

/** How much of the documents of his office somebody may read (RN-34.3a-b). */
export type Accessibile = 'estremi' | 'contenuto';

/**
 * Who is asking, for which unit, with which powers: what a verb needs to know of the request. Made once per request by
 * {@link autentica}; jobs make one for the system.
 */
export type Contesto = {
  ente: { id: string; codiceIpa: string; denominazione: string; dimostrativo: boolean };
  /** The person or the API key; its id is what idempotency keys are counted by. */
  soggetto: { tipo: 'utente' | 'chiave' | 'sistema'; id: string };
  /** How the audit trail and the screens name it: `Rossi Anna (operatore)`, `chiave API «Sportello»`. */
  attore: string;
  utenteId: string | null;
  chiaveApiId: string | null;
  profilo: Profilo | null;
  responsabileUnita: boolean;
  delegatoRsp: boolean;
  /** What he is besides the profile: RSP in office or his vicario, head of the unit, Segretario (`permessiDelRuolo`). */
  ruoli: ReadonlySet<Ruolo>;
  /** Whom he stands in for, by a delegation; what he does is his own act, and says so (RN-71.2). */
  perConto: { utenteId: string; nome: string; delegaId: string } | null;
  unita: UnitaCorrente | null;
  permessi: ReadonlySet<Permesso>;
  /**
   * Identities a document can be visible to that are his: himself, his units (of every incarico), and as head the heads of his
   * unit and of those below (`principali_di`). Empty for keys and for the system.
   */
  principali: readonly string[];
  accesso: Accessibile;
  /** Appointed to process personal data, and among these the sensitive and the judicial ones (RN-A.18, RN-20.1, RN-A.9). */
  incaricatoTrattamento: boolean;
  datiParticolari: boolean;
  datiGiudiziari: boolean;
  ip: string;
  richiestaId: string;
};
