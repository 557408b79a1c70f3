/**
 * The segnatura di protocollo and what carries it (RN-56, DPR 445/2000 art. 55): the line of text, the label, the
 * stamp on a courtesy copy, the ricevuta, the letter to many. Plain data in, bytes out: no database, no HTTP, no clock.
 */
export { codiceABarre, leggiCodiceABarre, type RiferimentoRegistrazione } from './codice-a-barre.ts';
export { componiSegnatura } from './componi-segnatura.ts';
export { etichettaPdf, type FormatoEtichetta, type OpzioniEtichetta } from './etichetta-pdf.ts';
export { etichettaZpl, type OpzioniZpl } from './etichetta-zpl.ts';
export { letteraPdf, type Lettera } from './lettera-pdf.ts';
export { campiVariabili, copiaPerDestinatario, type LetteraVariabile } from './lettera-variabile.ts';
export { type DatiRicevuta, type DocumentoRicevuta, type SoggettoRicevuta } from './ricevuta.ts';
export { ricevutaPdf } from './ricevuta-pdf.ts';
export {
  type DatiSegnatura,
  type Flusso,
  nomeFlusso,
  numeroASetteCifre,
  type OpzioniSegnatura,
  siglaFlusso,
} from './segnatura.ts';
export {
  type AngoloTimbro,
  type CopiaTimbrata,
  type OpzioniTimbro,
  type PosizioneTimbro,
  type PosizioneUsata,
  timbra,
} from './timbra.ts';
