import { hasRightToLeft } from './bidi.ts';
import { type Face, loadFonts } from './fonts.ts';
import { printable } from './printable.ts';

export const MM = 72 / 25.4;

export type NewPdf = {
  title: string;
  /** Page width and height in millimetres; A4 upright when absent. */
  size?: { width: number; height: number };
  /** Margins in millimetres. */
  margins?: { top: number; right: number; bottom: number; left: number };
  /** CreationDate, and the seed of the file identifier: the same input gives the same bytes. */
  instant: Date;
  author?: string;
  subject?: string;
  /** `archival`: tagged PDF/A-1b. `plain`: labels and stamps, which are printed and not kept. */
  kind: 'archival' | 'plain';
  /** Ask viewers to print at real size, not fitted to the sheet. */
  realSize?: boolean;
  /** Keep pages open until the end, for headers that name the number of pages. */
  bufferPages?: boolean;
  /** The bytes are read from `doc` while it is written, and not gathered here: nobody calls `finish`. */
  streamed?: boolean;
};

/** `alt`: what a figure shows, in words; `scope`: what a header cell is the header of. */
export type TagOptions = { alt?: string; scope?: 'Row' | 'Column' };

/** A PDF being written: pdfkit's document with our fonts, and texts made printable before they are measured or drawn. */
export type Pdf = {
  doc: PDFKit.PDFDocument;
  /** Sets font, size (points) and colour. */
  use(face: Face, size: number, color?: string): void;
  /** The text as this font can draw it (see `printable`). */
  clean(face: Face, text: string): string;
  /** Width in points of a text already cleaned. */
  width(face: Face, size: number, text: string): number;
  /** Marks what `draw` draws as content of a new element of the structure tree, below `parent` or at the root. */
  tag(parent: PDFKit.PDFStructureElement, type: string, draw: () => void, options?: TagOptions): void;
  /** Marks what `draw` draws as decoration, which reading aids skip. */
  artifact(draw: () => void): void;
  /** Draws something below the text of every page, from now on, as decoration. */
  background(draw: () => void): void;
  finish(): Promise<Uint8Array>;
};

/** Characters of a metadata entry: a long oggetto is on the page, and PDF/A-1 limits the length of strings. */
const METADATA_MAX = 500;
const A4 = { width: 210, height: 297 };

/**
 * Starts a PDF. The heavy library loads at the first call. Nothing in it depends on the clock, so that a ricevuta made
 * twice is the same file.
 * @example const pdf = await newPdf({ title: 'Ricevuta', instant, kind: 'archival' }); … ; await pdf.finish()
 */
export async function newPdf(options: NewPdf): Promise<Pdf> {
  const [{ default: PDFDocument }, fonts] = await Promise.all([import('pdfkit'), loadFonts()]);
  const size = options.size ?? A4;
  const margins = options.margins ?? { top: 0, right: 0, bottom: 0, left: 0 };
  const archival = options.kind === 'archival';
  const doc = new PDFDocument({
    size: [size.width * MM, size.height * MM],
    margins: {
      top: margins.top * MM,
      right: margins.right * MM,
      bottom: margins.bottom * MM,
      left: margins.left * MM,
    },
    pdfVersion: '1.4',
    lang: 'it-IT',
    displayTitle: true,
    autoFirstPage: false,
    bufferPages: options.bufferPages ?? false,
    // No default font: pdfkit would put Helvetica, which PDF/A cannot embed, in the file.
    font: '',
    info: {
      ...described({ Title: options.title, Author: options.author, Subject: options.subject }),
      Creator: 'Tabularium',
      Producer: 'Tabularium',
      CreationDate: options.instant,
      ModDate: options.instant,
    },
    ...(archival ? { subset: 'PDF/A-1b' as const, tagged: true } : {}),
  });
  escapeXmlMetadata(doc);
  layOutWholeLines(doc);
  if (options.streamed) gatherWrites(doc);
  if (options.realSize) viewerPreferences(doc).PrintScaling = 'None';
  const chunks: Uint8Array[] = [];
  const finished = options.streamed
    ? Promise.reject<Uint8Array>(new Error('streamed'))
    : new Promise<Uint8Array>((resolve, reject) => {
        doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
        doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
        doc.on('error', reject);
      });
  finished.catch(() => undefined);
  for (const [face, font] of Object.entries(fonts)) doc.registerFont(face, font as unknown as ArrayBuffer);
  let current: { face: Face; points: number; color: string } = { face: 'sans', points: 10, color: '#000000' };
  const use = (face: Face, points: number, color = '#000000'): void => {
    current = { face, points, color };
    doc.font(face).fontSize(points).fillColor(color);
  };
  const artifact = (draw: () => void): void => {
    doc.markContent('Artifact', { type: 'Layout' });
    draw();
    doc.endMarkedContent();
  };
  return {
    doc,
    use,
    clean: (face, text) => printable(text, (codePoint) => fonts[face].hasGlyphForCodePoint(codePoint)),
    width: (face, points, text) => {
      const width = doc.font(face).fontSize(points).widthOfString(text);
      doc.font(current.face).fontSize(current.points);
      return width;
    },
    tag: (parent, type, draw, tagOptions = {}) => {
      const element = doc.struct(type, tagOptions);
      parent.add(element);
      const content = doc.markStructureContent(type);
      draw();
      doc.endMarkedContent();
      // Only now: a text that went on over a page break has content on both pages.
      element.add(content);
      element.end();
    },
    artifact,
    background: (draw) => {
      // A page may open in the middle of a paragraph, which must go on as it was.
      doc.on('pageAdded', () => {
        const { x, y } = doc;
        const { face, points, color } = current;
        artifact(draw);
        use(face, points, color);
        doc.x = x;
        doc.y = y;
      });
    },
    finish: () => {
      doc.end();
      return finished;
    },
  };
}

/** The entries that say something. Empty ones must be absent: PDF/A wants the same entries here and in the XMP packet. */
function described(entries: Record<string, string | undefined>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, text] of Object.entries(entries)) {
    const clean = printable((text ?? '').slice(0, METADATA_MAX), isXmlCharacter);
    if (clean !== '') result[name] = clean;
  }
  return result;
}

/** Metadata are written as XML too, which has no place for control characters and noncharacters. */
function isXmlCharacter(codePoint: number): boolean {
  const isControl = codePoint >= 0x7f && codePoint <= 0x9f;
  const isNoncharacter = (codePoint & 0xfffe) === 0xfffe || (codePoint >= 0xfdd0 && codePoint <= 0xfdef);
  return !isControl && !isNoncharacter;
}

/** pdfkit copies the entries into the XMP packet as they are, and a `Rossi & Figli` would make it unreadable. */
function escapeXmlMetadata(doc: PDFKit.PDFDocument): void {
  const writer = doc as unknown as { info: Record<string, unknown>; _addInfo(): void };
  const write = writer._addInfo.bind(doc);
  writer._addInfo = () => {
    const { info } = writer;
    writer.info = Object.fromEntries(
      Object.entries(info).map(([name, value]) => [
        name,
        typeof value === 'string' ? escapeXml(value) : value,
      ]),
    );
    write();
    writer.info = info;
  };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** pdfkit lays out a line word by word; one with words from right to left has to be laid out whole, which it does when given features. */
function layOutWholeLines(doc: PDFKit.PDFDocument): void {
  const writer = doc as unknown as {
    _fragment(text: string, x: number, y: number, options: { features?: object }): void;
  };
  const write = writer._fragment.bind(doc);
  writer._fragment = (text, x, y, options) =>
    write(text, x, y, hasRightToLeft(text) ? { features: {}, ...options } : options);
}

const BLOCK = 64 * 1024;

/**
 * pdfkit passes on each line it writes by itself. In a document of a hundred thousand objects they are gathered in blocks, or the
 * garbage alone takes more memory than the document.
 */
function gatherWrites(doc: PDFKit.PDFDocument): void {
  const writer = doc as unknown as {
    _offset: number;
    _write(data: string | Uint8Array): void;
    push(chunk: Uint8Array | null): boolean;
  };
  const push = writer.push.bind(doc);
  let block = Buffer.allocUnsafeSlow(BLOCK);
  let used = 0;
  const flush = (): void => {
    if (used > 0) push(block.subarray(0, used));
    block = Buffer.allocUnsafeSlow(BLOCK);
    used = 0;
  };
  writer._write = (data) => {
    const length = typeof data === 'string' ? data.length + 1 : data.length;
    if (used + length > BLOCK) flush();
    if (length > BLOCK) push(typeof data === 'string' ? Buffer.from(`${data}\n`, 'latin1') : data);
    else if (typeof data === 'string') {
      block.write(data, used, 'latin1');
      block[used + length - 1] = 0x0a;
      used += length;
    } else {
      block.set(data, used);
      used += length;
    }
    writer._offset += length;
  };
  writer.push = (chunk) => {
    if (chunk === null) flush();
    return push(chunk);
  };
}

/** pdfkit has no option for these; it makes the dictionary because `displayTitle` is set. */
function viewerPreferences(doc: PDFKit.PDFDocument): Record<string, unknown> {
  const { _root } = doc as unknown as {
    _root: { data: { ViewerPreferences: { data: Record<string, unknown> } } };
  };
  return _root.data.ViewerPreferences.data;
}
