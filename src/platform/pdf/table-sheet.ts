import { setImmediate } from 'node:timers/promises';
import { MM, newPdf, type Pdf } from './document.ts';
import { breakLongWords } from './fit.ts';
import type { Face } from './fonts.ts';

export type Column = {
  name: string;
  /** Millimetres. */
  width: number;
};

export type SheetHead = {
  title: string;
  /** Who issues it: above the title, and author of the file. */
  issuer: string;
  /** Below the title: what it is of, when it was made. The first is also the subject of the file. */
  lines: readonly string[];
  footer: string;
  instant: Date;
  landscape?: boolean;
};

/** A document made of a head and of tables: tagged PDF/A-1b, the head of the columns repeated on each page. */
export type TableSheet = {
  /** Ends the table, if any, and writes the title of the next one. */
  section(title: string): void;
  paragraph(text: string): void;
  /** Begins a table where none is open. A struck row stays legible. Gives other requests their turn now and then. */
  row(cells: readonly string[], struck?: boolean): Promise<void>;
  finish(): Promise<Uint8Array>;
};

const MARGIN = { top: 18, side: 15, bottom: 20 };
const BODY = 8.5;
const PADDING = 3;
const INK = { text: '#1a1a1a', secondary: '#4a5a6a', issuer: '#17324d', struck: '#a11616', rule: '#c3ccd6' };
/** Rows drawn before other requests get their turn: drawing holds the processor. */
const BREATH = 20;

type Frame = { left: number; width: number; bottom: number; columns: readonly Column[] };

/** @param columns of every table; together as wide as the sheet between its margins */
export async function tableSheet(head: SheetHead, columns: readonly Column[]): Promise<TableSheet> {
  const size = head.landscape ? { width: 297, height: 210 } : { width: 210, height: 297 };
  const frame: Frame = {
    left: MARGIN.side * MM,
    width: (size.width - 2 * MARGIN.side) * MM,
    bottom: (size.height - MARGIN.bottom) * MM,
    columns,
  };
  const pdf = await newPdf({
    title: `${head.title} - ${head.issuer}`,
    author: head.issuer,
    subject: head.lines[0],
    size,
    margins: { top: MARGIN.top, right: MARGIN.side, bottom: MARGIN.bottom, left: MARGIN.side },
    instant: head.instant,
    kind: 'archival',
    bufferPages: true,
  });
  pdf.doc.addPage();
  const root = pdf.doc.struct('Document');
  pdf.doc.addStructure(root);

  const text = (tag: string, words: string, face: Face, points: number, ink: string): void => {
    pdf.tag(root, tag, () => {
      pdf.use(face, points, ink);
      const clean = breakLongWords(pdf, face, points, pdf.clean(face, words), frame.width);
      pdf.doc.text(clean, frame.left, pdf.doc.y, { width: frame.width });
    });
    pdf.doc.y += 2;
  };
  text('P', head.issuer, 'title', 15, INK.issuer);
  text('H1', head.title, 'title', 13, INK.text);
  for (const line of head.lines) text('P', line, 'sans', 9, INK.secondary);
  pdf.doc.y += 6;

  let table: PDFKit.PDFStructureElement | undefined;
  let rows = 0;
  const endTable = (): void => {
    table?.end();
    table = undefined;
  };
  return {
    section: (title) => {
      endTable();
      if (frame.bottom - pdf.doc.y < 60) pdf.doc.addPage();
      pdf.doc.y += 6;
      text('H2', title, 'bold', 10.5, INK.text);
      pdf.doc.y += 2;
    },
    paragraph: (words) => {
      endTable();
      text('P', words, 'sans', 9, INK.secondary);
    },
    row: async (cells, struck = false) => {
      if (!table) {
        table = pdf.doc.struct('Table');
        root.add(table);
        drawHead(pdf, frame, table);
      }
      drawRow(pdf, frame, table, cells, struck);
      if (++rows % BREATH === 0) await setImmediate();
    },
    finish: async () => {
      endTable();
      root.end();
      drawFooter(pdf, frame, head.footer);
      return await pdf.finish();
    },
  };
}

/** The head of the columns: said once to reading aids, drawn on each page. */
function drawHead(pdf: Pdf, frame: Frame, table?: PDFKit.PDFStructureElement): void {
  const top = pdf.doc.y;
  const tr = table && pdf.doc.struct('TR');
  if (tr) table.add(tr);
  let x = frame.left;
  for (const { name, width } of frame.columns) {
    const here = x;
    const write = (): void => {
      pdf.use('bold', BODY, INK.issuer);
      pdf.doc.text(name, here, top, { lineBreak: false });
    };
    if (tr) pdf.tag(tr, 'TH', write, { scope: 'Column' });
    else pdf.artifact(write);
    x += width * MM;
  }
  tr?.end();
  pdf.doc.y = top + 13;
  drawRule(pdf, frame, INK.issuer, 0.9);
  pdf.doc.y += PADDING;
}

function drawRow(
  pdf: Pdf,
  frame: Frame,
  table: PDFKit.PDFStructureElement,
  cells: readonly string[],
  struck: boolean,
): void {
  const { columns, bottom } = frame;
  const inner = (column: Column): number => column.width * MM - 6;
  pdf.use('sans', BODY);
  const texts = columns.map((c, i) =>
    breakLongWords(pdf, 'sans', BODY, pdf.clean('sans', cells[i] ?? ''), inner(c)),
  );
  pdf.use('sans', BODY);
  // A row is never taller than a page.
  const height = Math.min(
    bottom - MARGIN.top * MM - 20,
    Math.max(...columns.map((c, i) => pdf.doc.heightOfString(texts[i] ?? '', { width: inner(c) }))),
  );
  if (pdf.doc.y + height + 2 * PADDING > bottom) {
    pdf.doc.addPage();
    drawHead(pdf, frame);
  }
  const top = pdf.doc.y;
  const tr = pdf.doc.struct('TR');
  table.add(tr);
  let x = frame.left;
  for (const [i, column] of columns.entries()) {
    const here = x;
    pdf.tag(
      tr,
      i === 0 ? 'TH' : 'TD',
      () => {
        pdf.use('sans', BODY, struck ? INK.struck : INK.text);
        pdf.doc.text(texts[i] ?? '', here, top, { width: inner(column), height: height + 1, strike: struck });
      },
      i === 0 ? { scope: 'Row' } : {},
    );
    x += column.width * MM;
  }
  tr.end();
  pdf.doc.y = top + height + PADDING;
  drawRule(pdf, frame, INK.rule, 0.4);
  pdf.doc.y += PADDING;
}

function drawRule(pdf: Pdf, { left, width }: Frame, ink: string, points: number): void {
  pdf.artifact(() => {
    pdf.doc
      .moveTo(left, pdf.doc.y)
      .lineTo(left + width, pdf.doc.y)
      .lineWidth(points)
      .stroke(ink);
  });
}

function drawFooter(pdf: Pdf, { left, width, bottom }: Frame, words: string): void {
  const { count } = pdf.doc.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    pdf.doc.switchToPage(page);
    // Below the bottom margin pdfkit would open a page for the foot itself.
    pdf.doc.page.margins.bottom = 0;
    pdf.artifact(() => {
      pdf.use('sans', 7.5, INK.secondary);
      const y = bottom + 16;
      pdf.doc.text(pdf.clean('sans', words), left, y, { width: width * 0.8, height: 10, ellipsis: true });
      pdf.doc.text(`Pagina ${page + 1} di ${count}`, left, y, { width, align: 'right' });
    });
  }
}
