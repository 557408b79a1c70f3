import { dataItaliana } from '#platform/clock';
import { breakLongWords, MM, newPdf, type Pdf } from '#platform/pdf';
import type { Fascicolo } from './fascicoli.schema.ts';

const margini = { top: 30, right: 25, bottom: 25, left: 25 };
const sinistra = margini.left * MM;
const giustezza = (210 - margini.left - margini.right) * MM;
const inchiostro = { testo: '#1a1a1a', secondario: '#4a5a6a', ente: '#17324d', filo: '#5c6f82' };

/** The nine data of art. 44 c. 2, labels, order and notes as the manual has them (RN-44.2-2). */
export function vociCopertina(f: Fascicolo): { etichetta: string; valore: string; nota?: string }[] {
  return [
    { etichetta: 'FASCICOLO:', valore: f.denominazione, nota: '(denominazione)' },
    { etichetta: 'OGGETTO:', valore: f.oggetto },
    { etichetta: 'NUMERO:', valore: f.numero },
    { etichetta: 'DATA DI APERTURA', valore: dataItaliana(f.dataApertura) },
    { etichetta: 'UFFICIO (che lo ha aperto)', valore: f.ufficio.denominazione },
    {
      etichetta: 'INDICE DI CLASSIFICAZIONE',
      valore: f.classificazione.percorso.map((v) => `${v.codice} ${v.denominazione}`).join(' › '),
      nota: '(Categoria, Classe, Sottoclasse)',
    },
    { etichetta: 'EVENTUALE LIVELLO DI RISERVATEZZA', valore: f.riservatezza.replaceAll('-', ' ') },
    {
      etichetta: 'UFFICI CHE VI POSSONO ACCEDERE',
      valore: f.uffici === 'tutti' ? 'tutti' : f.uffici.map((u) => u.denominazione).join(', '),
    },
    {
      etichetta: 'DATA DI CHIUSURA',
      valore: f.dataChiusura === undefined ? '' : dataItaliana(f.dataChiusura),
    },
  ];
}

/** The copertina: one sheet to print or keep, tagged PDF/A-1b. The same data give the same bytes. */
export async function copertinaPdf(f: Fascicolo, ente: string): Promise<Uint8Array> {
  const pdf = await newPdf({
    title: `Copertina del fascicolo ${f.numero} - ${ente}`,
    author: ente,
    subject: f.oggetto,
    margins: margini,
    instant: new Date(f.chiusoIl ?? f.apertoIl),
    kind: 'archival',
  });
  pdf.doc.addPage();
  const radice = pdf.doc.struct('Document');
  pdf.doc.addStructure(radice);
  scrivi(pdf, radice, ente, { tipo: 'H1', face: 'title', corpo: 18, colore: inchiostro.ente });
  pdf.doc.y += 26;
  for (const { etichetta, valore, nota } of vociCopertina(f)) {
    scrivi(pdf, radice, etichetta, { face: 'bold', corpo: 10, colore: inchiostro.ente });
    pdf.doc.y += 3;
    // A datum not yet due leaves its line, as on the printed model.
    if (valore === '') pdf.doc.y += 15;
    else scrivi(pdf, radice, valore, { face: 'sans', corpo: 13, colore: inchiostro.testo });
    pdf.doc.y += 2;
    pdf.artifact(() => {
      pdf.doc
        .moveTo(sinistra, pdf.doc.y)
        .lineTo(sinistra + giustezza, pdf.doc.y)
        .lineWidth(0.6)
        .stroke(inchiostro.filo);
    });
    pdf.doc.y += 2;
    if (nota !== undefined)
      scrivi(pdf, radice, nota, { face: 'sans', corpo: 8, colore: inchiostro.secondario });
    pdf.doc.y += 12;
  }
  pdf.doc.y += 8;
  scrivi(pdf, radice, 'TUTTI I DATI SONO OBBLIGATORI', {
    face: 'bold',
    corpo: 10,
    colore: inchiostro.testo,
  });
  radice.end();
  return await pdf.finish();
}

function scrivi(
  pdf: Pdf,
  radice: PDFKit.PDFStructureElement,
  testo: string,
  stile: { tipo?: 'P' | 'H1'; face: 'sans' | 'bold' | 'title'; corpo: number; colore: string },
): void {
  pdf.tag(radice, stile.tipo ?? 'P', () => {
    pdf.use(stile.face, stile.corpo, stile.colore);
    const pulito = breakLongWords(pdf, stile.face, stile.corpo, pdf.clean(stile.face, testo), giustezza);
    pdf.doc.text(pulito, sinistra, pdf.doc.y, { width: giustezza });
  });
}
