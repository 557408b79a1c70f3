import { hasRightToLeft } from './bidi.ts';
import type { Pdf } from './document.ts';
import type { Face } from './fonts.ts';

type Glyph = { hex: string; width: number };
type Embedded = {
  id: string;
  encode(text: string, features?: object): [string[], { advanceWidth: number }[]];
  ref(): unknown;
};
type Internals = { _font: Embedded; page: { fonts: Record<string, unknown> } };

/**
 * Lines of text measured and written a glyph at a time, without kerning: what a table of ten thousand rows can afford. Those with words from
 * right to left are laid out whole.
 */
export type LineWriter = {
  /** Breaks a text at spaces, and inside a word where it must, into lines no wider than `width` points. */
  break(face: Face, size: number, text: string, width: number): string[];
  width(face: Face, size: number, text: string): number;
  /** PDF operators that write a line, its baseline at (x, y) from the bottom left corner of the page. Colour: three numbers 0–1. */
  line(face: Face, size: number, text: string, x: number, y: number, colour: string): string;
};

export function lineWriter(pdf: Pdf): LineWriter {
  const doc = pdf.doc as unknown as Internals;
  const faces = new Map<Face, { font: Embedded; glyphs: Map<string, Glyph> }>();
  const load = (face: Face): { font: Embedded; glyphs: Map<string, Glyph> } => {
    let loaded = faces.get(face);
    if (!loaded) {
      pdf.doc.font(face);
      loaded = { font: doc._font, glyphs: new Map() };
      faces.set(face, loaded);
    }
    return loaded;
  };
  const encode = (font: Embedded, text: string): Glyph => {
    // With features pdfkit does not take the text word by word.
    const [hex, positions] = font.encode(text, {});
    return { hex: hex.join(''), width: positions.reduce((sum, p) => sum + p.advanceWidth, 0) / 1000 };
  };
  const glyph = (face: Face, character: string): Glyph => {
    const { font, glyphs } = load(face);
    let known = glyphs.get(character);
    if (!known) glyphs.set(character, (known = encode(font, character)));
    return known;
  };
  const width = (face: Face, size: number, text: string): number => {
    if (hasRightToLeft(text)) return encode(load(face).font, text).width * size;
    let sum = 0;
    for (const character of text) sum += glyph(face, character).width;
    return sum * size;
  };
  return {
    width,
    break: (face, size, text, limit) => {
      const lines: string[] = [];
      const space = width(face, size, ' ');
      let line = '';
      let used = 0;
      for (const word of pdf.clean(face, text).split(' ')) {
        const long = width(face, size, word);
        if (line !== '' && used + space + long <= limit) {
          line += ` ${word}`;
          used += space + long;
          continue;
        }
        if (line !== '') lines.push(line);
        line = '';
        used = 0;
        if (long <= limit) {
          line = word;
          used = long;
          continue;
        }
        for (const character of word) {
          const w = glyph(face, character).width * size;
          if (used + w > limit && line !== '') {
            lines.push(line);
            line = '';
            used = 0;
          }
          line += character;
          used += w;
        }
      }
      if (line !== '') lines.push(line);
      return lines;
    },
    line: (face, size, text, x, y, colour) => {
      const { font } = load(face);
      doc.page.fonts[font.id] ??= font.ref();
      const hex: string[] = [];
      if (hasRightToLeft(text)) hex.push(encode(font, text).hex);
      else for (const character of text) hex.push(glyph(face, character).hex);
      return `BT /${font.id} ${size} Tf ${colour} rg ${x.toFixed(2)} ${y.toFixed(2)} Td <${hex.join('')}> Tj ET\n`;
    },
  };
}
