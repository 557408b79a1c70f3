const LF = 0x0a;
const CR = 0x0d;
const NEXT_LINE = Buffer.from('\n--');
const DASHES = Buffer.from('--');

export type Split = {
  pieces: Buffer[];
  /** The last delimiter was there. */
  closed: boolean;
  /** Pieces beyond the limit stayed in the last one. */
  cut: boolean;
};

function dashedAfter(body: Buffer, from: number): number {
  const at = body.indexOf(NEXT_LINE, from);
  return at < 0 ? -1 : at + 1;
}

/** Every line that starts with two hyphens, in order. Only these are compared, so that the work stays linear. */
function* dashedLines(body: Buffer): Generator<{ start: number; end: number; next: number }> {
  let start = body.subarray(0, 2).equals(DASHES) ? 0 : dashedAfter(body, 0);
  while (start >= 0) {
    const lf = body.indexOf(LF, start);
    const end = lf < 0 ? body.length : lf;
    yield { start, end, next: lf < 0 ? end : end + 1 };
    start = lf < 0 ? -1 : dashedAfter(body, lf);
  }
}

/** What follows the boundary on its line, blanks left out: nothing, or the two hyphens of the end. */
function tailOf(body: Buffer, from: number, end: number): string | undefined {
  // Transport padding (RFC 2046 §5.1.1) is short; a longer tail is text.
  if (end - from > 100) return undefined;
  return body.toString('latin1', from, end).trim();
}

/**
 * Cuts the body of a multipart at its delimiters (RFC 2046 §5.1). The line break before a delimiter belongs to it. What stands before
 * the first is left out; what comes after the end is not when more delimiters follow, because files are lost that way.
 */
export function splitParts(body: Buffer, boundary: string, most: number): Split {
  const mark = Buffer.from(`--${boundary}`);
  const pieces: Buffer[] = [];
  let from = -1;
  let closed = false;
  const push = (end: number): void => {
    if (from < 0) return;
    let to = Math.max(from, end);
    if (to > from && body[to - 1] === LF) to--;
    if (to > from && body[to - 1] === CR) to--;
    pieces.push(body.subarray(from, to));
  };
  for (const { start, end, next } of dashedLines(body)) {
    if (end - start < mark.length || !body.subarray(start, start + mark.length).equals(mark)) continue;
    const tail = tailOf(body, start + mark.length, end);
    if (tail !== '' && tail !== '--') continue;
    if (pieces.length + 1 >= most && from >= 0 && tail === '') {
      pieces.push(body.subarray(from));
      return { pieces, closed: false, cut: true };
    }
    push(start);
    closed = tail === '--';
    from = closed ? -1 : next;
  }
  if (from >= 0) pieces.push(body.subarray(from));
  return { pieces, closed, cut: false };
}

/** The boundary in use where the declared one is missing or wrong: that of the first delimiter followed by a header of MIME. */
export function guessBoundary(body: Buffer): string | undefined {
  let seen = 0;
  for (const { start, end, next } of dashedLines(body)) {
    if (++seen > 20) return undefined;
    if (end - start > 200) continue;
    const boundary = body
      .toString('latin1', start + 2, end)
      .trim()
      .replace(/--$/, '');
    if (!/^[\w'()+,./:=? -]+$/.test(boundary) || /^-*$/.test(boundary)) continue;
    if (/^Content-[A-Za-z-]+:/i.test(body.toString('latin1', next, next + 64))) return boundary;
  }
  return undefined;
}
