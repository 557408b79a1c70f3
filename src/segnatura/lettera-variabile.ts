import { Rifiuto } from '#platform/http';
import { MM, newPdf } from '#platform/pdf';
import { componiSegnatura } from './componi-segnatura.ts';
import { capoverso, giustezza, inchiostro, intestazione, margini, piePagina, sinistra } from './foglio.ts';
import { leggiIstante } from './istante.ts';
import { componiSegno } from './segno.ts';
import { type DatiSegnatura } from './segnatura.ts';

/**
 * A letter to many (RN-58.3): `testo` has a blank line or a line end between paragraphs, and `{{campo}}` where each
 * recipient has a value of their own, taken from `variabili`; `{{destinatario}}` is the recipient's name unless the
 * list gives a value for it.
 */
export type LetteraVariabile = { testo: string; destinatario: string; variabili: Record<string, string> };

const segnaposto = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** The names of the fields a text asks for, in order and once each: to be compared with the columns of the list. */
export function campiVariabili(testo: string): string[] {
  return [...new Set([...testo.matchAll(segnaposto)].map(([, campo = '']) => campo))];
}

/**
 * One recipient's copy as tagged PDF/A-1b. All copies of a registration bear the same segnatura on the first page, and
 * its number and date at the foot of each. The same input gives the same bytes.
 * @throws Rifiuto `segnatura.variabile-mancante`, with the field in `campo` and in `dati.campo`
 */
export async function copiaPerDestinatario(
  lettera: LetteraVariabile,
  dati: DatiSegnatura,
): Promise<Uint8Array> {
  const testo = riempi(lettera);
  const { numero } = componiSegno(dati);
  const { denominazione } = dati.amministrazione;
  const pdf = await newPdf({
    title: `${numero} - ${denominazione}`,
    author: denominazione,
    margins: margini,
    instant: new Date(dati.istante),
    kind: 'archival',
    bufferPages: true,
  });
  pdf.doc.addPage();
  const radice = pdf.doc.struct('Document');
  pdf.doc.addStructure(radice);
  intestazione(pdf, radice, dati);
  const { giornoEsteso } = leggiIstante(dati.istante);
  const corpo = { face: 'sans' as const, corpo: 10.5, colore: inchiostro.testo };
  capoverso(pdf, radice, `Prot. ${numero} del ${giornoEsteso}`, { ...corpo, face: 'bold', sotto: 2 });
  capoverso(pdf, radice, componiSegnatura(dati), {
    ...corpo,
    corpo: 8,
    colore: inchiostro.secondario,
    sotto: 16,
  });
  capoverso(pdf, radice, lettera.destinatario, {
    ...corpo,
    x: sinistra + 85 * MM,
    larghezza: giustezza - 85 * MM,
    sotto: 26,
  });
  for (const paragrafo of testo.split(/\r\n|\n|\r/)) {
    if (paragrafo.trim() === '') pdf.doc.y += 8;
    else capoverso(pdf, radice, paragrafo, { ...corpo, sotto: 1 });
  }
  radice.end();
  piePagina(pdf, `${denominazione}  ·  ${numero} del ${giornoEsteso}`);
  return pdf.finish();
}

function riempi({ testo, destinatario, variabili }: LetteraVariabile): string {
  return testo.replace(segnaposto, (_, campo: string) => {
    if (Object.hasOwn(variabili, campo)) return variabili[campo] ?? '';
    if (campo === 'destinatario') return destinatario;
    throw new Rifiuto({
      codice: 'segnatura.variabile-mancante',
      categoria: 'nonValido',
      dettaglio: `Manca il valore del campo «${campo}» per il destinatario «${destinatario}».`,
      campo,
      dati: { campo, destinatario },
    });
  });
}
