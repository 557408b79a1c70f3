/** Why something is sent (RN-11.9: nothing else is). */
export const GENERI = [
  'documento',
  'ricevuta-protocollazione',
  'restituzione',
  'avviso',
  'richiesta',
  'avviso-posta-ordinaria',
  'conferma-ricezione',
] as const;
export type GenereInvio = (typeof GENERI)[number];

export type TipoRicevuta = 'completa' | 'breve' | 'sintetica';

export type DestinatarioInvio = { indirizzo: string; nominativo: string; perConoscenza?: boolean };

/** A file with the name it goes by. */
export type AllegatoInvio = { documentoId: string; nome: string };

/** What is asked to be sent. */
export type RichiestaInvio = {
  casellaId: string;
  genere: GenereInvio;
  /** The registration it is of; of a `documento`, always. */
  registrazioneId?: string;
  /** The message it answers. */
  messaggioId?: string;
  /** Nobody asked for it: it is marked so, and nothing automatic answers it. */
  automatico?: boolean;
  oggetto: string;
  testo: string;
  destinatari: readonly DestinatarioInvio[];
  /** The main document first. */
  allegati?: readonly AllegatoInvio[];
  tipoRicevuta?: TipoRicevuta;
  /** Message-ID of what it answers, for `In-Reply-To`. */
  inRispostaA?: string;
};
