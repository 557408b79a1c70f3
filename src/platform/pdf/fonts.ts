import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { withBidi } from './bidi.ts';

/** The typefaces of our own documents: DejaVu, embedded in every PDF because PDF/A asks for it (ISO 19005-1, 6.3.4). */
export type Face = 'sans' | 'bold' | 'italic' | 'title' | 'mono';

const files: Record<Face, string> = {
  sans: 'DejaVuSansCondensed.ttf',
  bold: 'DejaVuSansCondensed-Bold.ttf',
  italic: 'DejaVuSansCondensed-Oblique.ttf',
  title: 'DejaVuSerifCondensed-Bold.ttf',
  mono: 'DejaVuSansMono.ttf',
};

/** What we use of a font that pdfkit has parsed; its types hide the parsed font. */
export type ParsedFont = {
  hasGlyphForCodePoint(codePoint: number): boolean;
  layout(text: string, features?: object, ...rest: unknown[]): unknown;
  getGlyph(id: number, codePoints?: number[]): Glyph;
};
type Glyph = { codePoints: number[] };

let loaded: Promise<Record<Face, ParsedFont>> | undefined;

/**
 * Reads and parses the fonts once per process: parsing them again for each document would double its time. A server
 * may call it when it starts, so that the first ricevuta does not wait for it.
 */
export function loadFonts(): Promise<Record<Face, ParsedFont>> {
  loaded ??= parseFonts();
  return loaded;
}

async function parseFonts(): Promise<Record<Face, ParsedFont>> {
  const [{ default: PDFDocument }, { default: bidiFactory }] = await Promise.all([
    import('pdfkit'),
    import('bidi-js'),
  ]);
  const bidi = bidiFactory();
  const resolve = createRequire(import.meta.url).resolve;
  const scratch = new PDFDocument({ autoFirstPage: false, font: '' });
  const parse = async (face: Face): Promise<ParsedFont> => {
    scratch.font(await readFile(resolve(`dejavu-fonts-ttf/ttf/${files[face]}`)));
    return withBidi(
      bidi,
      withItsCharacters(withoutLigatures((scratch as unknown as { _font: { font: ParsedFont } })._font.font)),
    );
  };
  return {
    sans: await parse('sans'),
    bold: await parse('bold'),
    italic: await parse('italic'),
    title: await parse('title'),
    mono: await parse('mono'),
  };
}

/**
 * Letters one by one. A parsed font remembers of each glyph the characters it stood for first: once somebody had written the single
 * character «ﬁ», every «fi» drawn as a ligature by this process would be searched and copied as that character, and the same document
 * would no longer be the same bytes.
 */
function withoutLigatures(font: ParsedFont): ParsedFont {
  const layout = font.layout.bind(font);
  font.layout = (text, features, ...rest) => layout(text, { ...features, liga: false }, ...rest);
  return font;
}

/**
 * Each glyph with the characters it stands for here. A parsed font keeps those of the first time it was asked for a glyph, which may be none:
 * after an «ŵ», whose parts are the glyphs of «w» and of its accent, every «w» drawn by this process was missing from what one searches and
 * copies, as if a letter had fallen off an address.
 */
function withItsCharacters(font: ParsedFont): ParsedFont {
  const getGlyph = font.getGlyph.bind(font);
  font.getGlyph = (id, codePoints = []) => {
    const glyph = getGlyph(id, codePoints);
    const same =
      codePoints.length === glyph.codePoints.length && codePoints.every((c, i) => c === glyph.codePoints[i]);
    return same || codePoints.length === 0
      ? glyph
      : Object.assign(Object.create(glyph) as Glyph, { codePoints });
  };
  return font;
}
