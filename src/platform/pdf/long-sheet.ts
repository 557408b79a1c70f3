import { setImmediate } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import { drawQr, qrCode } from './barcodes.ts';
import { MM, newPdf, type Pdf } from './document.ts';
import type { Face } from './fonts.ts';
import { lineWriter, type LineWriter } from './line-writer.ts';
import { taggedContent, type Element } from './tagged-content.ts';
import type { Column } from './table-sheet.ts';

export type LongSheetHead = {
  title: string;
  /** Who issues it: above the title, and author of the file. */
  issuer: string;
  /** What the file is, for who searches among files. */
  subject: string;
  /** At the foot of each page, before its number. */
  footer: string;
  instant: Date;
  landscape?: boolean;
};

/** Lines of a cell; `mono` for digests. */
export type Cell = readonly { text: string; face?: 'sans' | 'bold' | 'mono'; struck?: boolean }[];

/** A tagged PDF/A-1b of any length, in memory that does not grow with it: pages leave as they are full. */
export type LongSheet = {
  /** The bytes, to be read while the rest is written. */
  bytes: Readable;
  heading(text: string): void;
  paragraph(text: string, face?: Face): void;
  /** Texts as they are, a line for each, and beside them a QR code that says the same. */
  witness(lines: readonly string[], qr: string, alt: string): Promise<void>;
  /** Begins a table with these columns, as wide together as the page between its margins; its head is drawn on each page. */
  table(columns: readonly Column[]): void;
  /** A row, over more pages where it must. Waits where the reader of the bytes is slower. */
  row(cells: readonly Cell[]): Promise<void>;
  /** @returns how many pages */
  finish(): number;
};

const MARGIN = { top: 16, side: 12, bottom: 18 };
const BODY = 7.5;
const LEADING = 9.2;
const GAP = 5;
const INK = {
  text: '0.1 0.1 0.1',
  secondary: '0.29 0.35 0.42',
  issuer: '0.09 0.2 0.3',
  struck: '0.63 0.09 0.09',
  rule: '0.76 0.8 0.84',
};
const ARTIFACT = '/Artifact <</Type /Layout>> BDC\n';
/** Rows of a group: PDF/A-1 limits the length of arrays. */
const BODY_ROWS = 1_000;
/** Rows drawn before other requests get their turn. */
const BREATH = 20;
/** Bytes waiting to be read beyond which drawing waits. */
const AHEAD = 512 * 1024;

type Place = { left: number; right: number; top: number; bottom: number; height: number };

/** @throws what writing fails with, also through `bytes` */
export async function longSheet(head: LongSheetHead): Promise<LongSheet> {
  const size = head.landscape ? { width: 297, height: 210 } : { width: 210, height: 297 };
  const pdf = await newPdf({
    title: `${head.title} - ${head.issuer}`,
    author: head.issuer,
    subject: head.subject,
    size,
    instant: head.instant,
    kind: 'archival',
    streamed: true,
  });
  const height = size.height * MM;
  const place: Place = {
    left: MARGIN.side * MM,
    right: (size.width - MARGIN.side) * MM,
    top: height - MARGIN.top * MM,
    bottom: MARGIN.bottom * MM,
    height,
  };
  return new Sheet(pdf, head, place);
}

class Sheet implements LongSheet {
  readonly bytes: Readable;
  readonly #pdf: Pdf;
  readonly #footer: string;
  readonly #place: Place;
  readonly #write: LineWriter;
  readonly #root: Element;
  #y: number;
  #pages = 0;
  #table: { element: Element; columns: readonly Column[]; body?: Element; rows: number } | undefined;

  constructor(pdf: Pdf, head: LongSheetHead, place: Place) {
    this.#pdf = pdf;
    this.bytes = pdf.doc;
    this.#footer = head.footer;
    this.#place = place;
    this.#write = lineWriter(pdf);
    this.#root = taggedContent(pdf);
    this.#y = place.top;
    this.#newPage();
    this.#text('P', head.issuer, 'title', 14, INK.issuer);
    this.#text('H1', head.title, 'title', 12, INK.text);
  }

  heading(text: string): void {
    this.#endTable();
    if (this.#y - this.#place.bottom < 60) this.#newPage();
    this.#y -= 6;
    this.#text('H2', text, 'bold', 10, INK.text);
  }

  paragraph(text: string, face: Face = 'sans'): void {
    this.#endTable();
    this.#text('P', text, face, 8.5, INK.secondary);
  }

  async witness(lines: readonly string[], qr: string, alt: string): Promise<void> {
    this.#endTable();
    const code = await qrCode(qr);
    const side = 40 * MM;
    if (this.#y - this.#place.bottom < side + 10) this.#newPage();
    const top = this.#y;
    const limit = this.#place.right - this.#place.left - side - 10;
    for (const line of lines) this.#text('P', line, 'mono', BODY, INK.text, limit);
    const figure = this.#root.child('Figure', { alt });
    // pdfkit measures from the top.
    figure.content(() => drawQr(this.#pdf, code, this.#place.right - side, this.#place.height - top, side));
    figure.end();
    this.#y = Math.min(this.#y, top - side) - 8;
  }

  table(columns: readonly Column[]): void {
    this.#endTable();
    if (this.#y - this.#place.bottom < 60) this.#newPage();
    const element = this.#root.child('Table');
    this.#table = { element, columns, rows: 0 };
    const head = element.child('THead');
    this.#head(head);
    head.end();
  }

  async row(cells: readonly Cell[]): Promise<void> {
    const table = this.#table ?? never();
    const { columns } = table;
    if (table.rows++ % BODY_ROWS === 0) {
      table.body?.end();
      table.body = table.element.child('TBody');
    }
    const body = table.body ?? never();
    const broken = columns.map((column, i) =>
      (cells[i] ?? []).flatMap(({ text, face = 'sans', struck = false }) =>
        this.#write.break(face, BODY, text, column.width * MM - GAP).map((line) => ({ line, face, struck })),
      ),
    );
    const tallest = Math.max(1, ...broken.map((lines) => lines.length));
    const room = (): number => Math.floor((this.#y - this.#place.bottom - GAP) / LEADING);
    // A row that fits a page is not cut; one that does not begins where it is.
    const whole = Math.floor((this.#place.top - this.#place.bottom - 30) / LEADING);
    if (room() < Math.min(tallest, whole)) this.#newPage();
    const row = body.child('TR');
    const parts = columns.map((_, i) => row.child(i === 0 ? 'TH' : 'TD', i === 0 ? { scope: 'Row' } : {}));
    for (let from = 0; from < tallest;) {
      if (room() < 1) this.#newPage();
      const count = Math.min(room(), tallest - from);
      const operators: string[] = [];
      let x = this.#place.left;
      for (const [i, column] of columns.entries()) {
        const lines = broken[i]?.slice(from, from + count) ?? [];
        const written = lines.map(({ line, face, struck }, n) =>
          this.#line(line, face, struck, x, this.#y - LEADING * (n + 1)),
        );
        if (lines.length > 0 || from === 0) operators.push(parts[i]?.mark(written.join('')) ?? '');
        x += column.width * MM;
      }
      this.#y -= LEADING * count + GAP;
      from += count;
      operators.push(ARTIFACT, this.#rule(this.#y + 2, INK.rule, 0.4), 'EMC\n');
      this.#draw(operators);
    }
    for (const part of parts) part.end();
    row.end();
    while (this.bytes.readableLength > AHEAD && !this.bytes.destroyed) await setImmediate();
    if (this.bytes.destroyed) throw new Error('nobody reads the document any more');
    if (table.rows % BREATH === 0) await setImmediate();
  }

  finish(): number {
    this.#endTable();
    this.paragraph(`Fine: ${this.#pages} ${this.#pages === 1 ? 'pagina' : 'pagine'}.`);
    this.#root.end();
    this.#pdf.doc.end();
    return this.#pages;
  }

  #line(text: string, face: Face, struck: boolean, x: number, y: number): string {
    const written = this.#write.line(face, BODY, text, x, y, struck ? INK.struck : INK.text);
    if (!struck) return written;
    const middle = (y + BODY * 0.3).toFixed(2);
    const end = x + this.#write.width(face, BODY, text);
    return `${written}${INK.struck} RG 0.5 w ${x.toFixed(2)} ${middle} m ${end.toFixed(2)} ${middle} l S\n`;
  }

  #endTable(): void {
    this.#table?.body?.end();
    this.#table?.element.end();
    this.#table = undefined;
  }

  #newPage(): void {
    this.#pdf.doc.addPage();
    this.#pages++;
    this.#y = this.#place.top;
    const page = `Pagina ${this.#pages}`;
    this.#artifact(
      this.#write.line(
        'sans',
        7,
        this.#pdf.clean('sans', this.#footer),
        this.#place.left,
        this.#place.bottom - 18,
        INK.secondary,
      ) +
        this.#write.line(
          'sans',
          7,
          page,
          this.#place.right - this.#write.width('sans', 7, page),
          this.#place.bottom - 18,
          INK.secondary,
        ),
    );
    if (this.#table) this.#head();
  }

  /** The head of the columns: said once to reading aids, drawn on each page. */
  #head(table?: Element): void {
    const { columns } = this.#table ?? never();
    const row = table?.child('TR');
    let x = this.#place.left;
    for (const { name, width } of columns) {
      const line = this.#write.line(
        'bold',
        BODY,
        this.#pdf.clean('bold', name),
        x,
        this.#y - LEADING,
        INK.issuer,
      );
      const cell = row?.child('TH', { scope: 'Column' });
      if (cell) cell.content(() => this.#draw([line]));
      else this.#artifact(line);
      cell?.end();
      x += width * MM;
    }
    row?.end();
    this.#y -= LEADING + GAP;
    this.#artifact(this.#rule(this.#y + 2, INK.issuer, 0.9));
  }

  #text(tag: string, text: string, face: Face, points: number, ink: string, limit?: number): void {
    const width = limit ?? this.#place.right - this.#place.left;
    const element = this.#root.child(tag);
    const leading = points * 1.28;
    for (const line of this.#write.break(face, points, text, width)) {
      if (this.#y - leading < this.#place.bottom) this.#newPage();
      this.#y -= leading;
      element.content(() =>
        this.#draw([this.#write.line(face, points, line, this.#place.left, this.#y, ink)]),
      );
    }
    element.end();
    this.#y -= 2;
  }

  #rule(y: number, ink: string, points: number): string {
    const { left, right } = this.#place;
    return `${ink} RG ${points} w ${left.toFixed(2)} ${y.toFixed(2)} m ${right.toFixed(2)} ${y.toFixed(2)} l S\n`;
  }

  #artifact(operators: string): void {
    this.#pdf.artifact(() => this.#draw([operators]));
  }

  /** pdfkit has turned the page upside down. */
  #draw(operators: readonly string[]): void {
    const doc = this.#pdf.doc as unknown as { addContent(data: string): void };
    doc.addContent(`q 1 0 0 -1 0 ${this.#place.height.toFixed(2)} cm\n${operators.join('')}Q`);
  }
}

function never(): never {
  throw new Error('no table is open');
}
