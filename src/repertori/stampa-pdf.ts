import { setImmediate } from 'node:timers/promises';
import { dataItaliana, giornoDiRoma, oraDiRoma } from '#platform/clock';
import { breakLongWords, MM, newPdf, type Pdf } from '#platform/pdf';
import { numeroASetteCifre } from '#segnatura';
import type { RigaRepertorio } from './righe-stampa.ts';

export type IntestazioneRepertorio = {
  ente: string;
  codiceIpa: string;
  codice: string;
  denominazione: string;
  /** Null: all the years of a numbering that never restarts. */
  anno: number | null;
  quante: number;
  volume?: { numero: number; quanti: number };
  /** When it was printed. */
  adesso: Date;
};

const margini = { top: 18, right: 15, bottom: 20, left: 15 };
const sinistra = margini.left * MM;
const destra = (210 - margini.right) * MM;
const fondo = (297 - margini.bottom) * MM;
const inchiostro = {
  testo: '#1a1a1a',
  secondario: '#4a5a6a',
  ente: '#17324d',
  annullata: '#a11616',
  filo: '#c3ccd6',
};

const COLONNE = [
  { nome: 'Numero', larghezza: 24 },
  { nome: 'Data', larghezza: 22 },
  { nome: 'Classificazione', larghezza: 26 },
  { nome: 'Oggetto', larghezza: 108 },
] as const;
const CORPO = 8.5;
const CUSCINO = 3;

/** Lines drawn before other requests get their turn: drawing holds the processor. */
const RESPIRO = 20;

/**
 * The printed repertorio (RN-47.3, RN-39.1): date, classification and progressive number of every document, with its oggetto;
 * annulled ones struck through and still there. Tagged PDF/A-1b, the head of the table repeated on each page.
 */
export async function pdfRepertorio(
  testa: IntestazioneRepertorio,
  righe: AsyncIterable<RigaRepertorio>,
): Promise<Uint8Array> {
  const titolo = `Repertorio: ${testa.denominazione}`;
  const anni = testa.anno === null ? 'numerazione continua, tutti gli anni' : `anno ${testa.anno}`;
  const { numero = 1, quanti = 1 } = testa.volume ?? {};
  const periodo = quanti > 1 ? `${anni}, volume ${numero} di ${quanti}` : anni;
  const pdf = await newPdf({
    title: `${titolo}, ${periodo} - ${testa.ente}`,
    author: testa.ente,
    subject: `${testa.codice}, ${periodo}`,
    margins: margini,
    instant: testa.adesso,
    kind: 'archival',
    bufferPages: true,
  });
  pdf.doc.addPage();
  const radice = pdf.doc.struct('Document');
  pdf.doc.addStructure(radice);
  paragrafo(pdf, radice, 'P', testa.ente, 'title', 15, inchiostro.ente);
  paragrafo(pdf, radice, 'H1', titolo, 'title', 13, inchiostro.testo);
  paragrafo(
    pdf,
    radice,
    'P',
    `Registro ${testa.codice}, ${periodo}. Registrazioni: ${testa.quante.toLocaleString('it-IT')}. Stampato il ${dataItaliana(giornoDiRoma(testa.adesso))} alle ${oraDiRoma(testa.adesso).slice(11, 16)}.`,
    'sans',
    9,
    inchiostro.secondario,
  );
  pdf.doc.y += 6;
  const tabella = pdf.doc.struct('Table');
  radice.add(tabella);
  intestazione(pdf, tabella);
  let n = 0;
  for await (const riga of righe) {
    disegna(pdf, tabella, riga);
    if (++n % RESPIRO === 0) await setImmediate();
  }
  tabella.end();
  if (n === 0) paragrafo(pdf, radice, 'P', 'Nessuna registrazione.', 'italic', 9.5, inchiostro.testo);
  radice.end();
  piede(pdf, `${testa.ente}  ·  ${testa.denominazione}  ·  ${periodo}`);
  return await pdf.finish();
}

function paragrafo(
  pdf: Pdf,
  radice: PDFKit.PDFStructureElement,
  tipo: 'P' | 'H1',
  testo: string,
  face: 'title' | 'sans' | 'italic',
  corpo: number,
  colore: string,
): void {
  pdf.tag(radice, tipo, () => {
    pdf.use(face, corpo, colore);
    pdf.doc.text(pdf.clean(face, testo), sinistra, pdf.doc.y, { width: destra - sinistra });
  });
  pdf.doc.y += 2;
}

/** The head of the columns: said once to reading aids, drawn on each page. */
function intestazione(pdf: Pdf, tabella?: PDFKit.PDFStructureElement): void {
  const alto = pdf.doc.y;
  const scrivi = (nome: string, x: number): void => {
    pdf.use('bold', CORPO, inchiostro.ente);
    pdf.doc.text(nome, x, alto, { lineBreak: false });
  };
  const tr = tabella && pdf.doc.struct('TR');
  if (tr) tabella.add(tr);
  let x = sinistra;
  for (const { nome, larghezza } of COLONNE) {
    const qui = x;
    if (tr) pdf.tag(tr, 'TH', () => scrivi(nome, qui), { scope: 'Column' });
    else pdf.artifact(() => scrivi(nome, qui));
    x += larghezza * MM;
  }
  tr?.end();
  pdf.doc.y = alto + 13;
  filo(pdf, inchiostro.ente, 0.9);
  pdf.doc.y += CUSCINO;
}

function disegna(pdf: Pdf, tabella: PDFKit.PDFStructureElement, r: RigaRepertorio): void {
  const celle = [
    `${numeroASetteCifre(r.numero)}/${r.anno}`,
    dataItaliana(giornoDiRoma(r.istante)),
    r.classificazione ?? '—',
    r.annullata ? `${r.oggetto} (ANNULLATA)` : r.oggetto,
  ];
  pdf.use('sans', CORPO);
  const testi = COLONNE.map(({ larghezza }, i) => {
    const largo = larghezza * MM - 6;
    return breakLongWords(pdf, 'sans', CORPO, pdf.clean('sans', celle[i] ?? ''), largo);
  });
  pdf.use('sans', CORPO);
  const altezza = Math.min(
    fondo - margini.top * MM - 20,
    Math.max(
      ...COLONNE.map((c, i) => pdf.doc.heightOfString(testi[i] ?? '', { width: c.larghezza * MM - 6 })),
    ),
  );
  if (pdf.doc.y + altezza + 2 * CUSCINO > fondo) {
    pdf.doc.addPage();
    intestazione(pdf);
  }
  const alto = pdf.doc.y;
  const tr = pdf.doc.struct('TR');
  tabella.add(tr);
  let x = sinistra;
  for (const [i, { larghezza }] of COLONNE.entries()) {
    const qui = x;
    pdf.tag(
      tr,
      i === 0 ? 'TH' : 'TD',
      () => {
        pdf.use('sans', CORPO, r.annullata ? inchiostro.annullata : inchiostro.testo);
        pdf.doc.text(testi[i] ?? '', qui, alto, {
          width: larghezza * MM - 6,
          height: altezza + 1,
          strike: r.annullata,
        });
      },
      i === 0 ? { scope: 'Row' } : {},
    );
    x += larghezza * MM;
  }
  tr.end();
  pdf.doc.y = alto + altezza + CUSCINO;
  filo(pdf, inchiostro.filo, 0.4);
  pdf.doc.y += CUSCINO;
}

function filo(pdf: Pdf, colore: string, spessore: number): void {
  pdf.artifact(() => {
    pdf.doc.moveTo(sinistra, pdf.doc.y).lineTo(destra, pdf.doc.y).lineWidth(spessore).stroke(colore);
  });
}

function piede(pdf: Pdf, testo: string): void {
  const { count } = pdf.doc.bufferedPageRange();
  for (let pagina = 0; pagina < count; pagina++) {
    pdf.doc.switchToPage(pagina);
    // Below the bottom margin pdfkit would open a page for the foot itself.
    pdf.doc.page.margins.bottom = 0;
    const larghezza = destra - sinistra;
    pdf.artifact(() => {
      pdf.use('sans', 7.5, inchiostro.secondario);
      const y = fondo + 16;
      pdf.doc.text(pdf.clean('sans', testo), sinistra, y, {
        width: larghezza * 0.8,
        height: 10,
        ellipsis: true,
      });
      pdf.doc.text(`Pagina ${pagina + 1} di ${count}`, sinistra, y, { width: larghezza, align: 'right' });
    });
  }
}
