import { type Box, grow, isEmpty } from './geometry.ts';

/**
 * Which parts of a page are printed on, kept as a grid of cells: a map with a million strokes takes no more memory and
 * no more time to search than a letter. Coordinates are points on the page as seen, y downwards.
 */
export type Occupancy = {
  readonly width: number;
  readonly height: number;
  /** Side of a cell: the step of every search. */
  readonly cell: number;
  mark(box: Box): void;
  markAll(): void;
  /** True where nothing is printed inside the box grown by `clearance`. */
  isFree(box: Box, clearance: number): boolean;
};

const CELL = 2;
const MAX_CELLS_PER_SIDE = 2000;

export function newOccupancy(width: number, height: number): Occupancy {
  const cell = Math.max(CELL, Math.max(width, height) / MAX_CELLS_PER_SIDE);
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  const cells = new Uint8Array(columns * rows);
  const range = (from: number, to: number, count: number): [number, number] => [
    Math.min(count, Math.max(0, Math.floor(from / cell))),
    Math.min(count, Math.max(0, Math.floor(to / cell) + 1)),
  ];
  return {
    width,
    height,
    cell,
    mark: (box) => {
      if (isEmpty(box)) return;
      const [left, right] = range(box.x0, box.x1, columns);
      const [top, bottom] = range(box.y0, box.y1, rows);
      for (let row = top; row < bottom; row++) cells.fill(1, row * columns + left, row * columns + right);
    },
    markAll: () => {
      cells.fill(1);
    },
    isFree: (box, clearance) => {
      const grown = grow(box, clearance);
      const [left, right] = range(grown.x0, grown.x1, columns);
      const [top, bottom] = range(grown.y0, grown.y1, rows);
      for (let row = top; row < bottom; row++) {
        if (cells.subarray(row * columns + left, row * columns + right).includes(1)) return false;
      }
      return true;
    },
  };
}
