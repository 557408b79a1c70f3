import { type Pdf } from './document.ts';
import { type Face } from './fonts.ts';

/** Longer words are measured piece by piece at once. */
const LONG_WORD = 200;
const graphemes = new Intl.Segmenter('it', { granularity: 'grapheme' });

/** Largest size, between `min` and `max` points, at which the text is at most `width` points wide; `min` if none is. */
export function fitSize(pdf: Pdf, face: Face, text: string, width: number, max: number, min: number): number {
  const natural = pdf.width(face, max, text);
  // A hair less, or rounding would make the fitted text a hair too wide.
  return natural <= width ? max : Math.max(min, (0.999 * max * width) / natural);
}

/** The text cut at a whole grapheme and closed by `…` where it is wider than `width` points. */
export function ellipsize(pdf: Pdf, face: Face, size: number, text: string, width: number): string {
  if (pdf.width(face, size, text) <= width) return text;
  const parts = [...graphemes.segment(text)].map(({ segment }) => segment);
  let fits = 0;
  let tooLong = parts.length;
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (pdf.width(face, size, cut(parts, middle)) <= width) fits = middle;
    else tooLong = middle;
  }
  return cut(parts, fits);
}

function cut(parts: string[], length: number): string {
  return `${parts.slice(0, length).join('').trimEnd()}…`;
}

/** Breaks a text into lines no wider than `width` points, at spaces where it can, inside a word where it must. */
export function wrap(pdf: Pdf, face: Face, size: number, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (pdf.width(face, size, longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(pdf, face, size, word, width);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  if (line !== '') lines.push(line);
  return lines;
}

/**
 * The text with a space put where a word is wider than a whole line, so that pdfkit, whose own breaking of such words
 * takes time with the square of their length, never has to.
 */
export function breakLongWords(pdf: Pdf, face: Face, size: number, text: string, width: number): string {
  return text
    .split(' ')
    .flatMap((word) => breakWord(pdf, face, size, word, width))
    .join(' ');
}

function breakWord(pdf: Pdf, face: Face, size: number, word: string, width: number): string[] {
  if (word.length <= LONG_WORD && pdf.width(face, size, word) <= width) return [word];
  const pieces: string[] = [];
  const widths = new Map<string, number>();
  let piece = '';
  let total = 0;
  for (const { segment } of graphemes.segment(word)) {
    const own = widths.get(segment) ?? pdf.width(face, size, segment);
    widths.set(segment, own);
    // Kerning may make the whole a little wider than its parts.
    if (piece !== '' && total + own > 0.98 * width) {
      pieces.push(piece);
      piece = '';
      total = 0;
    }
    piece += segment;
    total += own;
  }
  return [...pieces, piece];
}
