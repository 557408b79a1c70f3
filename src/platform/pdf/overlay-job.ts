import { type Corner } from './free-place.ts';

export type OverlayJob = {
  pdf: Uint8Array;
  /** A PDF of one page: its first page is the stamp, drawn at its own size. */
  stamp: Uint8Array;
  /** A corner, from which a free place is sought; or an exact place, points from the top left of the page as seen. */
  place: Corner | { x: number; y: number };
  pages: 'first' | 'all';
};

/**
 * Where a page got its stamp. `at`: the corner it was found from, `exact` for the place asked for, `topBand` or
 * `bottomBand` where the page was full and was made taller. `covers`: it lies over something printed.
 */
export type OverlaidPage = { at: Corner | 'exact' | 'topBand' | 'bottomBand'; covers: boolean };

export type OverlayResult = { pdf: Uint8Array; pages: OverlaidPage[] };

export const MAX_BYTES = 100 * 1024 * 1024;
export const MAX_PAGES = 500;
