import { decodeText } from './charset.ts';
import type { Header, MimeFault, MimeLimits } from './part.ts';

const LF = 0x0a;
const CR = 0x0d;
// RFC 5322 §3.6.8, and before the colon the blanks of §4.5.
const FIELD = /^([!-9;-~]{1,200})[ \t]*:/;

export type Head = { head: Buffer; headers: Header[]; body: Buffer; faults: MimeFault[] };

type Line = { start: number; end: number; next: number };

/** `end` leaves out the line break, LF or CRLF; `next` is where the following line starts. */
function lineAt(bytes: Buffer, start: number): Line {
  const lf = bytes.indexOf(LF, start);
  if (lf < 0) return { start, end: bytes.length, next: bytes.length };
  return { start, end: lf > start && bytes[lf - 1] === CR ? lf - 1 : lf, next: lf + 1 };
}

function folded(bytes: Buffer, { start, end }: Line): boolean {
  return end > start && (bytes[start] === 0x20 || bytes[start] === 0x09);
}

/** A name and a colon at the beginning of the line; only its first bytes are looked at. */
function nameAt(bytes: Buffer, { start, end }: Line): string | undefined {
  return FIELD.exec(bytes.toString('latin1', start, Math.min(end, start + 256)))?.[1];
}

/** RFC 5322 §2.2.3: only the line break goes, the blank after it stays. */
function unfold(raw: Buffer): string {
  const colon = raw.indexOf(':');
  return decodeText(raw.subarray(colon + 1), undefined)
    .text.replace(/\r?\n(?=[ \t])/g, '')
    .trim();
}

/**
 * Divides an entity into its headers and its body. A line that is no header is left out when others follow; where none follows, the
 * blank line is missing and the body starts there, which is how messages are that lost it on their way.
 */
export function readHead(bytes: Buffer, limits: MimeLimits): Head {
  const headers: Header[] = [];
  const faults = new Set<MimeFault>();
  let at = 0;
  let end = 0;
  while (at < bytes.length) {
    const line = lineAt(bytes, at);
    if (line.end === line.start)
      return { head: bytes.subarray(0, end), headers, body: bytes.subarray(line.next), faults: [...faults] };
    const name = nameAt(bytes, line);
    let { next } = line;
    end = line.end;
    if (name !== undefined) {
      for (let more = lineAt(bytes, next); folded(bytes, more); more = lineAt(bytes, next)) {
        next = more.next;
        end = more.end;
      }
      if (end > limits.headBytes || headers.length >= limits.headers) faults.add('head');
      else
        headers.push({
          name: name.toLowerCase(),
          value: unfold(bytes.subarray(at, end)),
          raw: bytes.subarray(at, end),
        });
    } else if (!ignorable(bytes, line)) {
      faults.add('no-blank-line');
      return {
        head: bytes.subarray(0, Math.max(0, at - 1)),
        headers,
        body: bytes.subarray(at),
        faults: [...faults],
      };
    } else if (at > 0 || !bytes.subarray(0, 5).equals(Buffer.from('From '))) faults.add('header');
    at = next;
  }
  return { head: bytes.subarray(0, end), headers, body: bytes.subarray(bytes.length), faults: [...faults] };
}

/** Whether the headers go on, or end as they should, after a line that is none (also that of an mbox). */
function ignorable(bytes: Buffer, line: Line): boolean {
  if (line.next >= bytes.length) return false;
  const following = lineAt(bytes, line.next);
  return (
    (following.end === following.start && line.start > 0) ||
    folded(bytes, following) ||
    nameAt(bytes, following) !== undefined
  );
}
