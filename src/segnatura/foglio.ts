import { breakLongWords, MM, type Pdf } from '#platform/pdf';
import { type DatiSegnatura } from './segnatura.ts';

/** The ink of the office's sheets: text, secondary text, ente, alarm, and the ground of panels. */
export const inchiostro = {
  testo: '#1a1a1a',
  secondario: '#4a5a6a',
  ente: '#17324d',
  allarme: '#a11616',
  fondo: '#f1f4f8',
  filo: '#c3ccd6',
};

/** Margins of the sheet, millimetres. */
export const margini = { top: 18, right: 20, bottom: 22, left: 20 };
export const sinistra = margini.left * MM;
export const giustezza = (210 - margini.left - margini.right) * MM;
const fondo = (297 - margini.bottom) * MM;

/** How many points are left above the bottom margin. */
export function spazio(pdf: Pdf): number {
  return fondo - pdf.doc.y;
}

/** Goes to a new page where less than `altezza` points are left. */
export function riserva(pdf: Pdf, altezza: number): void {
  if (spazio(pdf) < altezza) pdf.doc.addPage();
}

/** Draws a paragraph at the current height, tagged, and moves below it; goes on over page breaks by itself. */
export function capoverso(
  pdf: Pdf,
  radice: PDFKit.PDFStructureElement,
  testo: string,
  stile: {
    tipo?: 'P' | 'H1' | 'H2';
    face: 'sans' | 'bold' | 'italic' | 'title' | 'mono';
    corpo: number;
    colore: string;
    x?: number;
    larghezza?: number;
    sotto?: number;
    allinea?: 'left' | 'center' | 'justify';
  },
): void {
  const larghezza = stile.larghezza ?? giustezza;
  const pulito = breakLongWords(pdf, stile.face, stile.corpo, pdf.clean(stile.face, testo), larghezza);
  if (pulito === '') return;
  pdf.tag(radice, stile.tipo ?? 'P', () => {
    pdf.use(stile.face, stile.corpo, stile.colore);
    pdf.doc.text(pulito, stile.x ?? sinistra, pdf.doc.y, {
      width: larghezza,
      align: stile.allinea ?? 'left',
      lineGap: stile.corpo * 0.12,
    });
  });
  pdf.doc.y += stile.sotto ?? 0;
}

/** A thin line across the sheet. */
export function filo(pdf: Pdf, colore: string, spessore: number): void {
  pdf.artifact(() => {
    pdf.doc
      .moveTo(sinistra, pdf.doc.y)
      .lineTo(sinistra + giustezza, pdf.doc.y)
      .lineWidth(spessore)
      .stroke(colore);
  });
}

/** The head of the sheet: who writes, from the data fixed when the document was registered (RN-3.1-3). */
export function intestazione(
  pdf: Pdf,
  radice: PDFKit.PDFStructureElement,
  dati: Pick<DatiSegnatura, 'amministrazione' | 'aoo'>,
): void {
  const { amministrazione, aoo } = dati;
  capoverso(pdf, radice, amministrazione.denominazione, {
    face: 'title',
    corpo: 17,
    colore: inchiostro.ente,
    sotto: 2,
  });
  const righe = [
    `${aoo.denominazione} (AOO ${aoo.codice})`,
    [aoo.indirizzo, aoo.casellaPec && `PEC ${aoo.casellaPec}`].filter(Boolean).join('  ·  '),
  ];
  for (const riga of righe)
    capoverso(pdf, radice, riga, { face: 'sans', corpo: 8.5, colore: inchiostro.secondario, sotto: 0.5 });
  pdf.doc.y += 6;
  filo(pdf, inchiostro.ente, 1.4);
  pdf.doc.y += 14;
}

/** Writes at the foot of every page what it belongs to and which page it is; the pages must be buffered. */
export function piePagina(pdf: Pdf, testo: string): void {
  const { count } = pdf.doc.bufferedPageRange();
  for (let pagina = 0; pagina < count; pagina++) {
    pdf.doc.switchToPage(pagina);
    const y = fondo + 20;
    // Below the bottom margin pdfkit would open a page for the foot itself.
    pdf.doc.page.margins.bottom = 0;
    pdf.artifact(() => {
      pdf.doc
        .moveTo(sinistra, y - 6)
        .lineTo(sinistra + giustezza, y - 6)
        .lineWidth(0.5)
        .stroke(inchiostro.filo);
      pdf.use('sans', 7.5, inchiostro.secondario);
      pdf.doc.text(pdf.clean('sans', testo), sinistra, y, {
        width: giustezza * 0.8,
        height: 10,
        ellipsis: true,
      });
      pdf.doc.text(`Pagina ${pagina + 1} di ${count}`, sinistra, y, { width: giustezza, align: 'right' });
    });
  }
}

/**
 * A row of a table of data: the name of the datum on the left, one or more paragraphs on the right. A row that fits on
 * a page is never broken; a longer one goes on over the next.
 */
export function riga(
  pdf: Pdf,
  tabella: PDFKit.PDFStructureElement,
  etichetta: string,
  paragrafi: { testo: string; face?: 'sans' | 'bold' | 'mono'; corpo?: number; colore?: string }[],
): void {
  const rientro = 40 * MM;
  const opzioni = { width: giustezza - rientro };
  const composti = paragrafi.map(({ testo, face = 'sans', corpo = 9.5, colore = inchiostro.testo }) => ({
    testo: breakLongWords(pdf, face, corpo, pdf.clean(face, testo), opzioni.width),
    face,
    corpo,
    colore,
  }));
  const opzioniEtichetta = { width: rientro - 4 * MM };
  pdf.use('sans', 8.5);
  const altezzaEtichetta = pdf.doc.heightOfString(etichetta, opzioniEtichetta) + 2;
  let altezza = 0;
  for (const { testo, face, corpo, colore } of composti) {
    pdf.use(face, corpo, colore);
    altezza += pdf.doc.heightOfString(testo, opzioni) + 1.5;
  }
  const intera = Math.max(altezza, altezzaEtichetta) + 8;
  riserva(pdf, intera <= fondo - margini.top * MM ? intera : 120);
  const elemento = pdf.doc.struct('TR');
  tabella.add(elemento);
  const alto = pdf.doc.y + 4;
  pdf.tag(
    elemento,
    'TH',
    () => {
      pdf.use('sans', 8.5, inchiostro.secondario);
      pdf.doc.text(etichetta, sinistra, alto + 0.8, opzioniEtichetta);
    },
    { scope: 'Row' },
  );
  pdf.doc.y = alto;
  const { page } = pdf.doc;
  pdf.tag(elemento, 'TD', () => {
    for (const { testo, face, corpo, colore } of composti) {
      pdf.use(face, corpo, colore);
      pdf.doc.text(testo, sinistra + rientro, pdf.doc.y, opzioni);
      pdf.doc.y += 1.5;
    }
  });
  elemento.end();
  if (pdf.doc.page === page) pdf.doc.y = Math.max(pdf.doc.y, alto + altezzaEtichetta);
  pdf.doc.y += 2.5;
  filo(pdf, inchiostro.filo, 0.4);
}
