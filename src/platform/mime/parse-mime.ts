import { parseParameters } from './parameters.ts';
import { headerOf, MIME_LIMITS, type MimeFault, type MimeLimits, type Part } from './part.ts';
import { readHead } from './read-headers.ts';
import { guessBoundary, splitParts, type Split } from './split-parts.ts';
import { fromTransfer } from './transfer.ts';

type Walk = { limits: MimeLimits; left: number };

/**
 * Opens a message (RFC 5322, RFC 2045, RFC 2046) to its last part. Takes any bytes, never throws, and its work grows with their number
 * times the depth: what is beyond the limits is left closed and says so among `faults`.
 */
export function parseMime(bytes: Buffer, limits: Partial<MimeLimits> = {}): Part {
  const all = { ...MIME_LIMITS, ...limits };
  return entity(bytes, '', { limits: all, left: all.parts }, 0, 'text/plain');
}

function entity(raw: Buffer, place: string, walk: Walk, depth: number, fallback: string): Part {
  const { head, headers, body, faults } = readHead(raw, walk.limits);
  const part: Part = {
    path: place,
    raw,
    head,
    headers,
    body,
    type: fallback,
    parameters: new Map(),
    disposition: undefined,
    encoding: '',
    fileName: undefined,
    contentId: undefined,
    children: [],
    message: undefined,
    faults,
  };
  describe(part, fallback);
  if (part.type.startsWith('multipart/')) openMultipart(part, walk, depth);
  if (part.children.length === 0) {
    if (place === '' || place.endsWith('/')) part.path = `${place}1`;
    openMessage(part, walk, depth);
  }
  return part;
}

function describe(part: Part, fallback: string): void {
  const content = parseParameters(headerOf(part, 'content-type'));
  const disposition = parseParameters(headerOf(part, 'content-disposition'));
  part.parameters = content.parameters;
  part.fileName = disposition.parameters.get('filename') ?? content.parameters.get('name');
  const broken = content.value !== '' && part.fileName !== undefined ? 'application/octet-stream' : fallback;
  part.type = /^[^\s/]+\/[^\s/]+$/.test(content.value) ? content.value : broken;
  part.disposition = disposition.value || undefined;
  part.encoding = (headerOf(part, 'content-transfer-encoding') ?? '').replace(/[\s;].*$/s, '').toLowerCase();
  part.contentId = headerOf(part, 'content-id')?.replace(/^<|>$/g, '');
}

function openMultipart(part: Part, walk: Walk, depth: number): void {
  if (depth >= walk.limits.depth) return void part.faults.push('depth');
  const { split, faults } = cut(part, walk.left);
  if (split.pieces.length === 0) return void part.faults.push('boundary');
  part.faults.push(...faults);
  if (!split.closed) part.faults.push('unclosed');
  if (split.cut) part.faults.push('parts');
  walk.left -= split.pieces.length;
  const prefix = part.path === '' || part.path.endsWith('/') ? part.path : `${part.path}.`;
  const fallback = part.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  split.pieces.forEach((piece, index) => {
    part.children.push(entity(piece, `${prefix}${index + 1}`, walk, depth + 1, fallback));
  });
}

/** By the delimiter declared; else in the body decoded, which should not be encoded and at times is; else by what looks like one. */
function cut(part: Part, left: number): { split: Split; faults: MimeFault[] } {
  const most = Math.max(1, left);
  const declared = part.parameters.get('boundary')?.trimEnd();
  const by = (body: Buffer, boundary: string | undefined): Split =>
    boundary ? splitParts(body, boundary, most) : { pieces: [], closed: false, cut: false };
  const first = by(part.body, declared);
  if (first.pieces.length > 0) return { split: first, faults: [] };
  const { bytes } = fromTransfer(part.body, part.encoding);
  const second = bytes === part.body ? first : by(bytes, declared);
  if (second.pieces.length > 0) return { split: second, faults: ['transfer-encoding'] };
  return { split: by(part.body, guessBoundary(part.body)), faults: ['boundary'] };
}

const MESSAGE = /^message\/(rfc822|global)$/;

/** Attached messages may be declared as any file; those that are not messages stay files. */
function openMessage(part: Part, walk: Walk, depth: number): void {
  const declared = MESSAGE.test(part.type);
  if (!declared && !/\.eml$/i.test(part.fileName?.trimEnd() ?? '')) return;
  if (depth >= walk.limits.depth) return void part.faults.push('depth');
  const { bytes } = fromTransfer(part.body, part.encoding);
  if (!/^(From |>From |[!-9;-~]+[ \t]*:)/.test(bytes.toString('latin1', 0, 256).trimStart())) {
    if (declared) part.faults.push('not-a-message');
    return;
  }
  part.message = entity(skipBlankLines(bytes), `${part.path}/`, walk, depth + 1, 'text/plain');
}

/** Some programs leave line breaks before the first header; taken as they are, they would end the headers there. */
function skipBlankLines(bytes: Buffer): Buffer {
  let start = 0;
  while (start < 256 && (bytes[start] === 0x0d || bytes[start] === 0x0a)) start++;
  return bytes.subarray(start);
}
