import { breakLongWords, MM, newPdf, type Pdf } from '#platform/pdf';

export type Colonna = {
  nome: string;
  /** Millimetres. */
  larghezza: number;
};

export type TestaFoglio = {
  titolo: string;
  ente: string;
  /** Below the title: what it is of, when it was made. */
  righe: string[];
  piede: string;
  istante: Date;
  orizzontale?: boolean;
};

const MARGINE = 15;
const SOTTO = 20;
const CORPO = 8.5;
const CUSCINO = 3;
const inchiostro = { testo: '#1a1a1a', secondario: '#4a5a6a', ente: '#17324d', filo: '#c3ccd6' };

/** A document made of a head and of tables: tagged PDF/A-1b, the head of the columns repeated on each page. */
export type FoglioTabella = {
  /** Begins a new table, with a title above it. */
  sezione(titolo: string): void;
  riga(celle: readonly string[], barrata?: boolean): void;
  capoverso(testo: string): void;
  fine(): Promise<Uint8Array>;
};

/** @param colonne of every table; together as wide as the sheet between its margins */
export async function foglioTabella(testa: TestaFoglio, colonne: readonly Colonna[]): Promise<FoglioTabella> {
  const size = testa.orizzontale ? { width: 297, height: 210 } : { width: 210, height: 297 };
  const sinistra = MARGINE * MM;
  const giustezza = (size.width - 2 * MARGINE) * MM;
  const fondo = (size.height - SOTTO) * MM;
  const pdf = await newPdf({
    title: `${testa.titolo} - ${testa.ente}`,
    author: testa.ente,
    subject: testa.righe[0],
    size,
    margins: { top: 18, right: MARGINE, bottom: SOTTO, left: MARGINE },
    instant: testa.istante,
    kind: 'archival',
    bufferPages: true,
  });
  pdf.doc.addPage();
  const radice = pdf.doc.struct('Document');
  pdf.doc.addStructure(radice);
  let tabella: PDFKit.PDFStructureElement | undefined;

  const capoverso = (
    testo: string,
    face: 'sans' | 'bold' | 'title' = 'sans',
    corpo = 9,
    colore = inchiostro.secondario,
    tipo = 'P',
  ): void => {
    pdf.tag(radice, tipo, () => {
      pdf.use(face, corpo, colore);
      const pulito = breakLongWords(pdf, face, corpo, pdf.clean(face, testo), giustezza);
      pdf.doc.text(pulito, sinistra, pdf.doc.y, { width: giustezza });
    });
    pdf.doc.y += 2;
  };
  const filo = (colore: string, spessore: number): void => {
    pdf.artifact(() => {
      pdf.doc
        .moveTo(sinistra, pdf.doc.y)
        .lineTo(sinistra + giustezza, pdf.doc.y)
        .lineWidth(spessore)
        .stroke(colore);
    });
  };
  /** Said once to reading aids, drawn on each page. */
  const intestazione = (nuova?: PDFKit.PDFStructureElement): void => {
    const alto = pdf.doc.y;
    const tr = nuova && pdf.doc.struct('TR');
    if (tr) nuova.add(tr);
    let x = sinistra;
    for (const { nome, larghezza } of colonne) {
      const qui = x;
      const scrivi = (): void => {
        pdf.use('bold', CORPO, inchiostro.ente);
        pdf.doc.text(nome, qui, alto, { lineBreak: false });
      };
      if (tr) pdf.tag(tr, 'TH', scrivi, { scope: 'Column' });
      else pdf.artifact(scrivi);
      x += larghezza * MM;
    }
    tr?.end();
    pdf.doc.y = alto + 13;
    filo(inchiostro.ente, 0.9);
    pdf.doc.y += CUSCINO;
  };
  const chiudiTabella = (): void => {
    tabella?.end();
    tabella = undefined;
  };

  capoverso(testa.ente, 'title', 15, inchiostro.ente);
  capoverso(testa.titolo, 'title', 13, inchiostro.testo, 'H1');
  for (const riga of testa.righe) capoverso(riga);
  pdf.doc.y += 6;

  return {
    sezione: (titolo) => {
      chiudiTabella();
      if (fondo - pdf.doc.y < 60) pdf.doc.addPage();
      pdf.doc.y += 6;
      capoverso(titolo, 'bold', 10.5, inchiostro.testo, 'H2');
      pdf.doc.y += 2;
    },
    capoverso: (testo) => {
      chiudiTabella();
      capoverso(testo);
    },
    riga: (celle, barrata = false) => {
      if (tabella === undefined) {
        tabella = pdf.doc.struct('Table');
        radice.add(tabella);
        intestazione(tabella);
      }
      pdf.use('sans', CORPO);
      const testi = colonne.map(({ larghezza }, i) =>
        breakLongWords(pdf, 'sans', CORPO, pdf.clean('sans', celle[i] ?? ''), larghezza * MM - 6),
      );
      pdf.use('sans', CORPO);
      const altezza = Math.min(
        fondo - 18 * MM - 20,
        Math.max(
          ...colonne.map((c, i) => pdf.doc.heightOfString(testi[i] ?? '', { width: c.larghezza * MM - 6 })),
        ),
      );
      if (pdf.doc.y + altezza + 2 * CUSCINO > fondo) {
        pdf.doc.addPage();
        intestazione();
      }
      const alto = pdf.doc.y;
      const tr = pdf.doc.struct('TR');
      tabella.add(tr);
      let x = sinistra;
      for (const [i, { larghezza }] of colonne.entries()) {
        const qui = x;
        pdf.tag(
          tr,
          i === 0 ? 'TH' : 'TD',
          () => {
            pdf.use('sans', CORPO, inchiostro.testo);
            pdf.doc.text(testi[i] ?? '', qui, alto, {
              width: larghezza * MM - 6,
              height: altezza + 1,
              strike: barrata,
            });
          },
          i === 0 ? { scope: 'Row' } : {},
        );
        x += larghezza * MM;
      }
      tr.end();
      pdf.doc.y = alto + altezza + CUSCINO;
      filo(inchiostro.filo, 0.4);
      pdf.doc.y += CUSCINO;
    },
    fine: async () => {
      chiudiTabella();
      radice.end();
      piede(pdf, testa.piede, sinistra, giustezza, fondo);
      return await pdf.finish();
    },
  };
}

function piede(pdf: Pdf, testo: string, sinistra: number, giustezza: number, fondo: number): void {
  const { count } = pdf.doc.bufferedPageRange();
  for (let pagina = 0; pagina < count; pagina++) {
    pdf.doc.switchToPage(pagina);
    // Below the bottom margin pdfkit would open a page for the foot itself.
    pdf.doc.page.margins.bottom = 0;
    pdf.artifact(() => {
      pdf.use('sans', 7.5, inchiostro.secondario);
      const y = fondo + 16;
      pdf.doc.text(pdf.clean('sans', testo), sinistra, y, {
        width: giustezza * 0.8,
        height: 10,
        ellipsis: true,
      });
      pdf.doc.text(`Pagina ${pagina + 1} di ${count}`, sinistra, y, { width: giustezza, align: 'right' });
    });
  }
}
