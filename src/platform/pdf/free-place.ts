import { type Box } from './geometry.ts';
import { type Occupancy } from './occupancy.ts';

export type Corner = 'topRight' | 'topLeft' | 'bottomRight' | 'bottomLeft';

export type Size = { width: number; height: number };

/** Distance of a stamp from the page edge, and white kept between it and what is printed, in points. */
export const EDGE = 14;
export const CLEARANCE = 3;
/** Further distances tried from the same corner: a page with a frame around it has its room inside. */
const INSETS = [EDGE, 2 * EDGE, 3 * EDGE, 4 * EDGE];

const others: Record<Corner, Corner[]> = {
  topRight: ['topLeft', 'bottomRight', 'bottomLeft'],
  topLeft: ['topRight', 'bottomLeft', 'bottomRight'],
  bottomRight: ['bottomLeft', 'topRight', 'topLeft'],
  bottomLeft: ['bottomRight', 'topLeft', 'topRight'],
};

/**
 * Finds where a stamp covers nothing: in the corner asked for; else sliding from it along the top or bottom margin,
 * then along the side as far as the middle of the page; then the same farther in; then from the other corners. Returns the place and
 * the corner it started from, or nothing where the page is full.
 */
export function findFreePlace(
  page: Occupancy,
  size: Size,
  corner: Corner,
): { box: Box; corner: Corner } | undefined {
  for (const candidate of [corner, ...others[corner]]) {
    for (const inset of INSETS) {
      for (const box of placesFrom(page, size, candidate, inset)) {
        if (page.isFree(box, CLEARANCE)) return { box, corner: candidate };
      }
    }
  }
  return undefined;
}

function* placesFrom(page: Occupancy, size: Size, corner: Corner, inset: number): Generator<Box> {
  const right = corner === 'topRight' || corner === 'bottomRight';
  const bottom = corner === 'bottomRight' || corner === 'bottomLeft';
  const roomX = page.width - 2 * inset - size.width;
  const roomY = page.height - 2 * inset - size.height;
  if (roomX < 0 || roomY < 0) return;
  const at = (fromSide: number, fromEdge: number): Box => {
    const x0 = right ? page.width - inset - size.width - fromSide : inset + fromSide;
    const y0 = bottom ? page.height - inset - size.height - fromEdge : inset + fromEdge;
    return { x0, y0, x1: x0 + size.width, y1: y0 + size.height };
  };
  for (let slide = 0; slide <= roomX; slide += page.cell) yield at(slide, 0);
  for (let slide = page.cell; slide <= roomY / 2; slide += page.cell) yield at(0, slide);
}
