import { leggiIstante } from './istante.ts';
import { type DatiSegnatura, type Flusso, nomeFlusso } from './segnatura.ts';

/** A sender or a recipient as the ricevuta names it: `dettaglio` is an address, a PEC box, a fiscal code. */
export type SoggettoRicevuta = { denominazione: string; dettaglio?: string; perConoscenza?: boolean };

/**
 * A document of the registration. Digital: name, SHA-256 digest in hexadecimal, size in bytes. Analogue (RN-28.2):
 * a description alone.
 */
export type DocumentoRicevuta = {
  nomeFile?: string;
  descrizione?: string;
  impronta?: string;
  dimensione?: number;
};

/** All that a ricevuta says (RN-24.4, CORI-10), as it was when the document was registered. */
export type DatiRicevuta = {
  segnatura: DatiSegnatura;
  oggetto: string;
  mittenti: SoggettoRicevuta[];
  destinatari: SoggettoRicevuta[];
  documentoPrincipale?: DocumentoRicevuta;
  allegati: DocumentoRicevuta[];
  /** How many attachments the sender says there are, where they say so (RN-69.1). */
  allegatiDichiarati?: number;
  /** When the document arrived or was handed over: date, or date and time, ISO 8601 in Italian time. */
  dataArrivo?: string;
  /** How it arrived: `Sportello`, `PEC`, … */
  mezzo?: string;
  protocolloMittente?: { numero: string; data?: string };
  ufficioCompetente?: string;
  /** Responsabile del procedimento amministrativo, if known. */
  responsabileProcedimento?: string;
  /** Who registered. */
  operatore?: string;
  annullamento?: { data: string; provvedimento: { numero: string; data: string }; motivo?: string };
  /** Leaf of the verifiable log of the registro: after the close of the day, proof that the registration is in it. */
  foglia?: { posizione: number; impronta: string };
  /** Address of the public verification page. */
  urlVerifica: string;
};

const attestazioni: Record<Flusso, string> = {
  E: 'Si attesta che il documento descritto di seguito è stato presentato a questo ente e registrato al protocollo con i dati qui riportati.',
  U: 'Si attesta che il documento descritto di seguito è stato registrato al protocollo di questo ente, in partenza, con i dati qui riportati.',
  I: 'Si attesta che il documento descritto di seguito è stato registrato al protocollo di questo ente, come documento interno, con i dati qui riportati.',
};

export function attestazione({ segnatura: { registro, flusso } }: DatiRicevuta): string {
  return registro.repertorio
    ? `Si attesta che il documento descritto di seguito è stato registrato nel repertorio «${registro.denominazione}» di questo ente con i dati qui riportati.`
    : attestazioni[flusso];
}

/** What the sheet is called: a repertorio is not the protocollo (RN-39.1). */
export function titoloRicevuta({ registro }: DatiSegnatura): string {
  return registro.repertorio ? 'Ricevuta di registrazione' : 'Ricevuta di protocollazione';
}

/** `Registrato il 21 novembre 2026 alle ore 10:15:30` and the flusso. */
export function registrazioneEstesa({ istante, flusso }: DatiSegnatura): string[] {
  const { giornoEsteso, ora } = leggiIstante(istante);
  return [`Registrato il ${giornoEsteso} alle ore ${ora}`, `Flusso: ${nomeFlusso[flusso]}`];
}

/** `21 novembre 2026, ore 10:15:30`, or the date alone. */
export function dataEstesa(testo: string): string {
  const { giornoEsteso, ora } = leggiIstante(testo);
  return ora === '' ? giornoEsteso : `${giornoEsteso}, ore ${ora}`;
}

const interi = new Intl.NumberFormat('it-IT');
const decimali = new Intl.NumberFormat('it-IT', { maximumFractionDigits: 1 });

/** `48.213 byte`, with the round figure before it from a thousand bytes up: `48,2 kB (48.213 byte)`. */
export function dimensioneEstesa(byte: number): string {
  const esatta = `${interi.format(byte)} byte`;
  if (byte < 1000) return esatta;
  const [unita, divisore] = byte < 1e6 ? ['kB', 1e3] : byte < 1e9 ? ['MB', 1e6] : (['GB', 1e9] as const);
  return `${decimali.format(byte / divisore)} ${unita} (${esatta})`;
}

/** What the office notes about attachments declared and received (RN-69.1); nothing when the sender declared none. */
export function notaAllegati({ allegati, allegatiDichiarati }: DatiRicevuta): string | undefined {
  if (allegatiDichiarati === undefined) return undefined;
  const differenza = allegatiDichiarati - allegati.length;
  const conteggio = `Allegati dichiarati: ${interi.format(allegatiDichiarati)}; ricevuti: ${interi.format(allegati.length)}.`;
  if (differenza === 0) return conteggio;
  return differenza > 0
    ? `${conteggio} Allegati mancanti: ${interi.format(differenza)}.`
    : `${conteggio} Allegati in più: ${interi.format(-differenza)}.`;
}
