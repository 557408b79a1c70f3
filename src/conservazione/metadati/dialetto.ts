/** How the fixed texts of Allegato 5 are written; `doppi` as in the schema that circulates, copied from the PDF with its blanks. */
export type Dialetto = { spazi: 'singoli' | 'doppi' };

export const DIALETTO: Dialetto = { spazi: 'singoli' };

// The doubled blanks are those of the schema that circulates among the conservatori: there, and only there, they are written so.
const DOPPI = {
  registrante: 'Amministrazione Che Effettua  La Registrazione',
  responsabileGestione: 'Responsabile della Gestione  Documentale',
  responsabileProtocollo: 'Responsabile del Servizio di  Protocollo',
  creazione:
    'creazione tramite utilizzo di strumenti software che assicurino la produzione di documenti  nei formati previsti in allegato 2',
  acquisizione:
    'acquisizione di un documento informatico per via telematica o su supporto informatico,  acquisizione della copia per immagine su supporto informatico di un documento analogico, acquisizione della copia informatica di un documento  analogico',
  memorizzazione:
    'memorizzazione su supporto informatico in formato digitale delle informazioni risultanti da  transazioni o processi informatici o dalla presentazione telematica di dati attraverso moduli o formulari resi disponibili ad utente',
  raggruppamento:
    'generazione o raggruppamento anche in via automatica di un insieme di dati o  registrazioni, provenienti da una o più banche dati, anche appartenenti a più soggetti interoperanti, secondo una struttura logica predeterminata  e memorizzata in forma statica',
} as const;
export type TestoFisso = keyof typeof DOPPI;
/** The four ways a document is formed: letters a, b, c, d of the guidelines (§2.1.1). */
export type Formazione = Extract<
  TestoFisso,
  'creazione' | 'acquisizione' | 'memorizzazione' | 'raggruppamento'
>;

/** A fixed text of Allegato 5, as this conservatore wants it written. */
export function fisso(testo: TestoFisso, { spazi }: Dialetto): string {
  return spazi === 'doppi' ? DOPPI[testo] : DOPPI[testo].replace(/ {2}/g, ' ');
}
