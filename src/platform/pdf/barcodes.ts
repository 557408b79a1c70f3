import { type Pdf } from './document.ts';

type Bars = { sbs: number[] };
type Matrix = { pixs: number[]; pixx: number };

/** Widths, in modules, of the bars and spaces of a Code 128 (first a bar), and their sum; quiet zones are not included. */
export type Code128 = { widths: number[]; modules: number };

/** Dark squares of a QR code: `dark[y][x]`, `modules` per side, quiet zone not included. Error correction level M. */
export type QrCode = { dark: boolean[][]; modules: number };

/** Encodes ASCII text as Code 128 (ISO/IEC 15417). A scanner wants ten modules of white on each side. */
export async function code128(text: string): Promise<Code128> {
  const { default: bwip } = await import('bwip-js/node');
  const [symbol] = bwip.raw({ bcid: 'code128', text }) as Bars[];
  if (!symbol) throw new Error('bwip-js returned no symbol');
  return { widths: symbol.sbs, modules: symbol.sbs.reduce((sum, width) => sum + width, 0) };
}

/** Encodes text as a QR code (ISO/IEC 18004). A reader wants four modules of white on each side. */
export async function qrCode(text: string): Promise<QrCode> {
  const { default: bwip } = await import('bwip-js/node');
  const [symbol] = bwip.raw({ bcid: 'qrcode', text, eclevel: 'M' } as Parameters<
    typeof bwip.raw
  >[0]) as Matrix[];
  if (!symbol) throw new Error('bwip-js returned no symbol');
  const { pixs, pixx: modules } = symbol;
  const dark = Array.from({ length: modules }, (_, y) =>
    pixs.slice(y * modules, (y + 1) * modules).map((pixel) => pixel === 1),
  );
  return { dark, modules };
}

/**
 * Encodes text as a QR code for a screen: the dark squares as one SVG path, one unit a square, four of white around.
 *
 * @returns `lato`, modules per side with the white; `tracciato`, the attribute `d` of the path
 */
export async function qrPath(text: string): Promise<{ lato: number; tracciato: string }> {
  const { dark, modules } = await qrCode(text);
  const tracciato = dark
    .flatMap((row, y) => row.map((square, x) => (square ? `M${x + 4} ${y + 4}h1v1h-1z` : '')))
    .join('');
  return { lato: modules + 8, tracciato };
}

/** Draws the bars as vectors, `module` points per module, with the top left corner at (x, y). */
export function drawCode128(
  pdf: Pdf,
  code: Code128,
  x: number,
  y: number,
  module: number,
  height: number,
): void {
  let left = x;
  code.widths.forEach((width, index) => {
    if (index % 2 === 0) pdf.doc.rect(left, y, width * module, height);
    left += width * module;
  });
  pdf.doc.fill('#000000');
}

/** Draws the squares as vectors in a square of side `side` points; runs are merged, or viewers would show seams. */
export function drawQr(pdf: Pdf, code: QrCode, x: number, y: number, side: number): void {
  const module = side / code.modules;
  const drawn = code.dark.map((row) => row.map(() => false));
  const free = (row: number, column: number): boolean =>
    code.dark[row]?.[column] === true && drawn[row]?.[column] === false;
  for (let row = 0; row < code.modules; row++) {
    for (let column = 0; column < code.modules; column++) {
      if (!free(row, column)) continue;
      let width = 1;
      while (free(row, column + width)) width++;
      const spans = (r: number): boolean =>
        Array.from({ length: width }, (_, i) => free(r, column + i)).every(Boolean);
      let height = 1;
      while (spans(row + height)) height++;
      for (let r = row; r < row + height; r++) drawn[r]?.fill(true, column, column + width);
      pdf.doc.rect(x + column * module, y + row * module, width * module, height * module);
    }
  }
  pdf.doc.fill('#000000');
}
