// Loaded only inside the worker: pdfjs reads content that may be hostile.
import { OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Box, grow, identity, intersect, type Matrix, multiply, transformBox } from './geometry.ts';
import { newOccupancy, type Occupancy } from './occupancy.ts';

const unitSquare: Box = { x0: 0, y0: 0, x1: 1, y1: 1 };
const strokes = new Set<number>([
  OPS.stroke,
  OPS.closeStroke,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);
const fills = new Set<number>([
  OPS.fill,
  OPS.eoFill,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);
const images = new Set<number>([
  OPS.paintImageXObject,
  OPS.paintImageMaskXObject,
  OPS.paintInlineImageXObject,
  OPS.paintSolidColorImageMask,
]);
/** The drawing codes inside a path, with how many numbers follow each. */
const MOVE = 0;
const CLOSE = 4;
const operands = [2, 2, 6, 4, 0];

type State = { matrix: Matrix; clip: Box; fill: string; lineWidth: number };

/** What the content of a page does: where it prints, and how many `q` it leaves open. */
export type PageContent = { occupancy: Occupancy; unbalancedSaves: number };

/**
 * Marks all that a page shows: text, images, lines, filled shapes. A white or pale ground under the text does not
 * count, or no page with a background would have room. Where in doubt, a thing is taken for larger than it is.
 * `annotations` are the boxes of what lies on the page without being its content, in its coordinates.
 */
export async function readPage(page: PDFPageProxy, annotations: Box[]): Promise<PageContent> {
  const viewport = page.getViewport({ scale: 1 });
  const toView = viewport.transform as unknown as Matrix;
  const occupancy = newOccupancy(viewport.width, viewport.height);
  for (const box of annotations) occupancy.mark(transformBox(toView, box));
  await markText(page, toView, occupancy);
  const { fnArray, argsArray } = await page.getOperatorList();
  markGraphics(fnArray, argsArray as unknown[][], toView, occupancy);
  return { occupancy, unbalancedSaves: countUnbalancedSaves(fnArray, argsArray as unknown[]) };
}

async function markText(page: PDFPageProxy, toView: Matrix, occupancy: Occupancy): Promise<void> {
  const { items, styles } = await page.getTextContent({ includeMarkedContent: false });
  for (const item of items) {
    if (!('str' in item) || item.str.trim() === '') continue;
    const [a, b, c, d, e, f] = item.transform as unknown as Matrix;
    const along = Math.hypot(a, b) || 1;
    const across = Math.hypot(c, d) || 1;
    const direction: Matrix = [a / along, b / along, c / across, d / across, e, f];
    const box = styles[item.fontName]?.vertical
      ? { x0: -item.width, y0: -item.height, x1: item.width, y1: 0 }
      : { x0: 0, y0: -0.3 * item.height, x1: item.width, y1: item.height };
    occupancy.mark(transformBox(multiply(toView, direction), box));
  }
}

function markGraphics(operators: number[], args: unknown[][], toView: Matrix, occupancy: Occupancy): void {
  const pageBox: Box = { x0: 0, y0: 0, x1: occupancy.width, y1: occupancy.height };
  const isGround = (box: Box, fill: string): boolean => {
    const visible = intersect(box, pageBox);
    const covers =
      (visible.x1 - visible.x0) * (visible.y1 - visible.y0) > 0.8 * occupancy.width * occupancy.height;
    const darkest = darkestChannel(fill);
    return darkest >= 250 || (covers && darkest >= 200);
  };
  const stack: State[] = [];
  let state: State = { matrix: toView, clip: pageBox, fill: '#000000', lineWidth: 1 };
  let clipNext = false;
  const inView = (box: Box): Box => transformBox(state.matrix, box);
  const mark = (box: Box): void => occupancy.mark(intersect(box, state.clip));

  operators.forEach((operator, index) => {
    const operand = args[index] ?? [];
    if (operator === OPS.save || operator === OPS.beginGroup) stack.push({ ...state });
    else if (operator === OPS.restore || operator === OPS.endGroup || operator === OPS.paintFormXObjectEnd)
      state = stack.pop() ?? state;
    else if (operator === OPS.transform) state.matrix = multiply(state.matrix, asMatrix(operand));
    else if (operator === OPS.paintFormXObjectBegin) {
      stack.push({ ...state });
      const [matrix, box] = operand;
      if (matrix) state.matrix = multiply(state.matrix, asMatrix(matrix));
      if (box) state.clip = intersect(state.clip, inView(asBox(box)));
    } else if (operator === OPS.setLineWidth) state.lineWidth = Number(operand[0]);
    else if (operator === OPS.setFillRGBColor) state.fill = String(operand[0]);
    else if (operator === OPS.setFillColorN) state.fill = '#000000';
    else if (operator === OPS.clip || operator === OPS.eoClip) clipNext = true;
    else if (operator === OPS.shadingFill) mark(state.clip);
    else if (images.has(operator)) mark(inView(unitSquare));
    else if (operator === OPS.constructPath) {
      const [paint, data, extent] = operand as [number, [Float32Array | null], Float32Array | undefined];
      if (extent) {
        const box = inView(asBox(extent));
        if (fills.has(paint) && !isGround(box, state.fill)) mark(grow(box, 0.5));
        if (strokes.has(paint) && data[0]) {
          const half = Math.max(0.5, (state.lineWidth * scaleOf(state.matrix)) / 2);
          for (const segment of segments(data[0])) mark(grow(inView(segment), half));
        }
        if (clipNext) state.clip = intersect(state.clip, box);
      }
      clipNext = false;
    }
  });
}

/** Boxes of the single lines and curves of a path, so that a frame around the page occupies its border only. */
function* segments(path: Float32Array): Generator<Box> {
  let previous = [0, 0];
  let start = [0, 0];
  for (let index = 0; index < path.length;) {
    const code = path[index] ?? CLOSE;
    const points = code === CLOSE ? start : [...path.subarray(index + 1, index + 1 + (operands[code] ?? 0))];
    const end = points.slice(-2);
    if (code === MOVE) start = end;
    else {
      const xs = [previous[0] ?? 0, ...points.filter((_, i) => i % 2 === 0)];
      const ys = [previous[1] ?? 0, ...points.filter((_, i) => i % 2 === 1)];
      yield { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
    }
    previous = end;
    index += 1 + (operands[code] ?? 0);
  }
}

/** pdfjs closes what the content leaves open by `restore` operators of its own, told by their empty argument list. */
function countUnbalancedSaves(operators: number[], args: unknown[]): number {
  let count = 0;
  for (
    let index = operators.length - 1;
    operators[index] === OPS.restore && Array.isArray(args[index]);
    index--
  )
    count++;
  return count;
}

function darkestChannel(colour: string): number {
  const channels = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)?.slice(1) ?? ['00'];
  return Math.min(...channels.map((channel) => Number.parseInt(channel, 16)));
}

function asMatrix(value: unknown): Matrix {
  const [a, b, c, d, e, f] = [...(value as ArrayLike<number> & Iterable<number>)];
  return a === undefined ||
    b === undefined ||
    c === undefined ||
    d === undefined ||
    e === undefined ||
    f === undefined
    ? identity
    : [a, b, c, d, e, f];
}

function asBox(value: unknown): Box {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = [...(value as Iterable<number>)];
  return { x0: Math.min(x0, x1), y0: Math.min(y0, y1), x1: Math.max(x0, x1), y1: Math.max(y0, y1) };
}

function scaleOf([a, b, c, d]: Matrix): number {
  return Math.sqrt(Math.abs(a * d - b * c));
}
