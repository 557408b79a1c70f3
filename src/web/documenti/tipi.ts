import type { Documento } from '../../documenti/documenti.schema.ts';

export type DocumentoCaricato = Documento;

/** A row of the list: a file on its way or arrived, or an attachment of paper described by hand. */
export type RigaDocumento = {
  chiave: string;
  carta: boolean;
  nomeFile: string;
  descrizione: string;
  stato: 'in-corso' | 'pronto' | 'errore';
  avanzamento: number;
  documento?: DocumentoCaricato;
  errore?: string;
  /** Only until the page is reloaded: the preview needs no round trip. */
  file?: File;
};
