import { dataItaliana, giornoDiRoma } from '#platform/clock';
import { MM, newPdf } from '#platform/pdf';
import { capoverso, giustezza, inchiostro, intestazione, margini, piePagina, sinistra } from './foglio.ts';
import type { DatiSegnatura } from './segnatura.ts';

/** A letter of the office that has no number yet: it is what will be registered. */
export type Lettera = {
  mittente: Pick<DatiSegnatura, 'amministrazione' | 'aoo'>;
  destinatario: string;
  oggetto: string;
  testo: string;
  /** When it is written. */
  istante: Date;
};

/**
 * The letter as tagged PDF/A-1b, to be registered as the main document: number and date are in the segnatura, not in it. The same
 * input gives the same bytes.
 */
export async function letteraPdf(l: Lettera): Promise<Uint8Array> {
  const { denominazione } = l.mittente.amministrazione;
  const pdf = await newPdf({
    title: l.oggetto,
    author: denominazione,
    margins: margini,
    instant: l.istante,
    kind: 'archival',
    bufferPages: true,
  });
  pdf.doc.addPage();
  const radice = pdf.doc.struct('Document');
  pdf.doc.addStructure(radice);
  intestazione(pdf, radice, l.mittente);
  const corpo = { face: 'sans' as const, corpo: 10.5, colore: inchiostro.testo };
  capoverso(pdf, radice, dataItaliana(giornoDiRoma(l.istante)), { ...corpo, sotto: 14 });
  capoverso(pdf, radice, l.destinatario, {
    ...corpo,
    x: sinistra + 85 * MM,
    larghezza: giustezza - 85 * MM,
    sotto: 22,
  });
  capoverso(pdf, radice, `Oggetto: ${l.oggetto}`, { ...corpo, face: 'bold', sotto: 14 });
  for (const paragrafo of l.testo.split(/\r\n|\n|\r/)) {
    if (paragrafo.trim() === '') pdf.doc.y += 8;
    else capoverso(pdf, radice, paragrafo, { ...corpo, sotto: 1 });
  }
  radice.end();
  piePagina(pdf, denominazione);
  return pdf.finish();
}
