import { decodeText } from './charset.ts';
import { decodeWords } from './words.ts';

/** A header with parameters: `value` lower case and without comments, names lower case, texts decoded (RFC 2047, RFC 2231). */
export type Parametrized = { value: string; parameters: ReadonlyMap<string, string> };

type Raw = { name: string; text: string };

const LIMIT = 200;
// A quoted string, closed or not, or all up to the next semicolon: names with blanks and no quotes are common.
const PARAMETER = /;\s*([^\s=;"]{1,100})\s*=\s*(?:"((?:[^"\\]|\\[\s\S]?)*)(?:"|$)([^;]*)|([^;]*))/g;

/** A backslash escapes only what would need it: programs of Windows write paths and escape nothing. */
function unquote(text: string): string {
  return text.replace(/\\(["\\])/g, '$1');
}

function readRaw(header: string): Raw[] {
  const found: Raw[] = [];
  for (const [, name = '', quoted, , bare = ''] of header.matchAll(PARAMETER)) {
    if (found.length === LIMIT) break;
    found.push({ name: name.toLowerCase(), text: quoted === undefined ? bare.trim() : unquote(quoted) });
  }
  return found;
}

type Section = { order: number; encoded: boolean; text: string };

function percent(text: string): Buffer {
  const pieces = text.split(/%([0-9a-fA-F]{2})/);
  return Buffer.concat(pieces.map((piece, index) => Buffer.from(piece, index % 2 === 1 ? 'hex' : 'utf8')));
}

/** The first encoded section says the charset of all (`utf-8'it'…`); sections are joined as bytes, then decoded. */
function join(sections: Section[]): string {
  const ordered = sections.sort((a, b) => a.order - b.order);
  const [, charset, rest] = (ordered[0]?.encoded && /^([^']*)'[^']*'([\s\S]*)$/.exec(ordered[0].text)) || [];
  const pieces = ordered.map(({ encoded, text }, index) => {
    const own = index === 0 && rest !== undefined ? rest : text;
    return encoded ? percent(own) : Buffer.from(own);
  });
  return decodeText(Buffer.concat(pieces), charset).text;
}

/** @example parseParameters('attachment; filename*=UTF-8\'\'citt%C3%A0.pdf').parameters.get('filename') // città.pdf */
export function parseParameters(header: string | undefined): Parametrized {
  const line = header ?? '';
  const semicolon = line.indexOf(';');
  const value = (semicolon < 0 ? line : line.slice(0, semicolon))
    .replace(/\([^()]*\)/g, '')
    .trim()
    .toLowerCase();
  const plain = new Map<string, string>();
  const sections = new Map<string, Section[]>();
  for (const { name, text } of readRaw(semicolon < 0 ? '' : line.slice(semicolon))) {
    const [, base, order, star] = /^([^*]+)(?:\*(\d{1,4}))?(\*)?$/.exec(name) ?? [];
    if (base === undefined || (order === undefined && star === undefined)) {
      if (!plain.has(name)) plain.set(name, decodeWords(text));
      continue;
    }
    const list = sections.get(base) ?? [];
    list.push({ order: Number(order ?? 0), encoded: star !== undefined, text });
    sections.set(base, list);
  }
  // Who sends both forms means the extended one (RFC 6266 §4.3, and what mail programs do).
  for (const [name, list] of sections) plain.set(name, decodeWords(join(list)));
  return { value, parameters: plain };
}
