import { readDisposition, type Disposition } from './disposition.ts';
import { MultipartError } from './errors.ts';
import { Source } from './source.ts';

/**
 * One part of a form. `body` is read as it arrives; whatever of it is not read is skipped when the next part is asked for.
 * Each piece of it is good until the next is asked for: whoever keeps one copies it.
 */
export type Part = Disposition & { body: AsyncIterable<Buffer> };

const HEADERS_LIMIT = 16 * 1024;
const PARTS_LIMIT = 100;
const lineEnd = Buffer.from('\r\n');

function boundaryOf(contentType: string): string {
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (!/^multipart\/form-data\s*;/i.test(contentType) || boundary === undefined)
    throw new MultipartError('not multipart/form-data with a boundary');
  return boundary;
}

/** The body of a part, that can be left at any point without losing the rest of the request. */
function bodyOf(pieces: AsyncGenerator<Buffer>): AsyncIterable<Buffer> {
  return { [Symbol.asyncIterator]: () => ({ next: () => pieces.next() }) };
}

/**
 * Reads a `multipart/form-data` body (RFC 7578) part by part as it arrives: nothing is kept, the sender is slowed down
 * to the reader's pace, and file names come out exactly as they were, which the usual parsers do not do (they strip
 * paths, undo escapes that browsers never made, drop the part).
 *
 * @param contentType the request's `Content-Type`
 * @param body the request itself; it is neither destroyed nor drained, but its chunks are used up
 * @throws MultipartError; the body's own error (the client hung up)
 * @example for await (const part of readParts(request.headers['content-type'] ?? '', request.raw)) …
 */
export async function* readParts(contentType: string, body: AsyncIterable<Uint8Array>): AsyncGenerator<Part> {
  const dash = `--${boundaryOf(contentType)}`;
  const delimiter = Buffer.from(`\r\n${dash}`);
  const source = new Source(startingOnNewLine(body));
  for await (const _preamble of source.until(delimiter)) continue;
  for (let n = 0; ; n++) {
    const next = await source.take(2);
    if (next.equals(Buffer.from('--'))) return;
    if (n === PARTS_LIMIT) throw new MultipartError(`more than ${PARTS_LIMIT} parts`);
    if (!next.equals(lineEnd)) await skipBlanks(source, next);
    const disposition = readDisposition(await headersOf(source));
    const rest = source.until(delimiter);
    yield { ...disposition, body: bodyOf(rest) };
    for await (const _unread of rest) continue;
  }
}

/** Blanks may stand between the delimiter and its line break (RFC 2046 §5.1.1). */
async function skipBlanks(source: Source, next: Buffer): Promise<void> {
  const tail = next[1] === lineEnd[0] ? await source.take(1) : await source.text(lineEnd, 100);
  if (!/^\s*$/.test(next.toString('latin1') + tail.toString('latin1')))
    throw new MultipartError('a delimiter does not end its line');
}

async function headersOf(source: Source): Promise<Buffer> {
  const lines: Buffer[] = [];
  let size = 0;
  for (let line; (line = await source.text(lineEnd, HEADERS_LIMIT)).length > 0;) {
    size += line.length + lineEnd.length;
    if (size > HEADERS_LIMIT)
      throw new MultipartError(`more than ${HEADERS_LIMIT} bytes of headers in a part`);
    lines.push(line, lineEnd);
  }
  return Buffer.concat(lines);
}

/** The first delimiter has no line break before it; with one in front all are alike. */
async function* startingOnNewLine(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield Buffer.from('\r\n');
  const chunks = body[Symbol.asyncIterator]();
  for (let next; !(next = await chunks.next()).done;) yield next.value;
}
