/**
 * What is read from a message as it came from a mailbox (RFC 6109, DPCM/DM 2 November 2005). Pure data: everything here can be
 * computed again from the bytes, and the bytes are what is kept.
 */

/** Kind, from the headers on top only: a marker inside is somebody's text (RFC 6109 §2). */
export const TIPI_MESSAGGIO = [
  'posta-certificata',
  'accettazione',
  'non-accettazione',
  'presa-in-carico',
  'avvenuta-consegna',
  'errore-consegna',
  'preavviso-errore-consegna',
  'rilevazione-virus',
  'anomalia',
  'posta-ordinaria',
  'illeggibile',
] as const;
export type TipoMessaggio = (typeof TIPI_MESSAGGIO)[number];

export type Indirizzo = { indirizzo: string; nome?: string };

/** daticert.xml, as written: strings are evidence, `istante` is what they mean. */
export type Daticert = {
  tipo: string;
  errore: string;
  mittente: string;
  destinatari: { indirizzo: string; tipo: 'certificato' | 'esterno' }[];
  risposte?: string;
  oggetto?: string;
  gestore?: string;
  data?: { giorno: string; ora: string; zona: string };
  /** From `data`; absent where it cannot be understood. */
  istante?: Date;
  identificativo?: string;
  /** The client's Message-ID, with its angle brackets, where there is one. */
  msgid?: string;
  ricevuta?: 'completa' | 'breve' | 'sintetica';
  /** The recipient of a delivery or failure. */
  consegna?: string;
  ricezione: string[];
  erroreEsteso?: string;
};

/** What the provider's signature over the envelope says. Stored with the message, never silently trusted. */
export type EsitoFirma = {
  esito: 'valida' | 'non-valida' | 'assente' | 'non-riconosciuta';
  /** Address and name in the signer's certificate. */
  firmatario?: string;
  emittente?: string;
  /** Why it is not valid, or whose authority is not among the configured ones; in Italian. */
  motivo?: string;
};

/** A file that the message brings, wherever in it. `percorso` finds it again in the same bytes. */
export type ParteMessaggio = {
  /** Place in the tree, e.g. `1.2/3` (a slash enters a message or a TNEF inside). */
  percorso: string;
  /** Exactly as sent, decoded; made up (`parte-1.2`) when the message gives none. */
  nome: string;
  tipoDichiarato: string;
  genere: 'allegato' | 'in-linea' | 'messaggio' | 'segnatura' | 'daticert' | 'postacert' | 'firma' | 'tnef';
  /** Bytes, decoded. */
  dimensione: number;
  /** SHA-256 of the decoded bytes, hexadecimal. */
  impronta: string;
  /** Some of its bytes were not of the encoding it came in, and were passed over: it may not be what was sent. */
  codificaGuasta?: true;
};

/** The message people read: postacert.eml opened where there is one, else the message itself. */
export type MessaggioLetto = {
  tipo: TipoMessaggio;
  /** Headers on top. */
  messageId?: string;
  riferimento?: string;
  tipoRicevuta?: string;
  errore?: string;
  daticert?: Daticert;
  firma: EsitoFirma;
  /** `From` on top, e.g. the provider of an envelope. */
  daGestore?: Indirizzo;
  /** Who wrote: of certified mail daticert's mittente, else `From`. */
  mittente?: Indirizzo;
  destinatari: Indirizzo[];
  perConoscenza: Indirizzo[];
  rispondiA?: Indirizzo;
  /** Message-IDs of what it answers, with their angle brackets: `In-Reply-To` first, then `References`. */
  inRispostaA?: string[];
  oggetto: string;
  /** `Date` of the message people read. */
  data?: Date;
  /** When it was made available in the box: daticert's instant for PEC. */
  consegnatoIl?: Date;
  /** A program wrote it (RFC 3834, our own marks, delivery reports): nothing answers it by itself. */
  automatico: boolean;
  testo: string;
  /** Sanitised: no script, no style sheets from outside, no remote content; to be shown in a sandbox nonetheless. */
  html?: string;
  parti: ParteMessaggio[];
  /** What was odd and survived, in Italian. */
  avvisi: string[];
};
