import { isUtf8 } from 'node:buffer';
import { MultipartError } from './errors.ts';

export type Disposition = { name: string; filename?: string };

type Parameters = Map<string, string>;

const LITERAL = /^;\s*([\w-]+\*?)\s*=\s*(?:"([^"]*)"|([^";]*))\s*/;
const ESCAPED = /^;\s*([\w-]+\*?)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^";]*))\s*/s;

/** @returns undefined when the line is not made of parameters, read that way */
function parameters(line: string, form: RegExp, undo: (quoted: string) => string): Parameters | undefined {
  const found: Parameters = new Map();
  let rest = line.replace(/^\s*form-data\s*/i, '');
  while (!/^;?\s*$/.test(rest)) {
    const [all, name, quoted, bare] = form.exec(rest) ?? [];
    if (all === undefined || name === undefined) return undefined;
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, quoted === undefined ? (bare ?? '').trim() : undo(quoted));
    rest = rest.slice(all.length);
  }
  return found;
}

/** Browsers turn quote, CR and LF into these and leave backslashes alone (WHATWG HTML, multipart/form-data). */
function undoBrowser(quoted: string): string {
  return quoted.replace(/%(22|0D|0A)/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Programs that follow RFC 7578 §4.2 to the letter write `\"` and `\\`. */
function undoEscapes(quoted: string): string {
  return quoted.replace(/\\(["\\])/g, '$1');
}

/** Careless programs write the quote of a name as it is: the name ends at the last one. */
function careless(line: string): Parameters {
  const [, name] = /;\s*name="([^"]*)"/i.exec(line) ?? [];
  const [, filename] = /;\s*filename="(.*)"/is.exec(line) ?? [];
  return new Map([
    ...(name === undefined ? [] : [['name', name] as const]),
    ...(filename === undefined ? [] : [['filename', filename] as const]),
  ]);
}

/** RFC 8187, `UTF-8''na%C3%AFve.pdf`. */
function decodeExtended(text: string): string {
  const [, charset = '', encoded = ''] = /^([^']*)'[^']*'(.*)$/s.exec(text) ?? [];
  const bytes = Buffer.from(
    encoded.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
  if (/^iso-8859-1$/i.test(charset)) return bytes.toString('latin1');
  if (!/^utf-8$/i.test(charset) || !isUtf8(bytes)) throw new MultipartError('filename* is not readable');
  return bytes.toString('utf8');
}

/**
 * Reads name and file name out of the headers of a part. The file name comes out as the sender had it: nothing
 * stripped (paths, dots), nothing replaced. A browser never writes a quote inside a name, so its reading is tried first:
 * where the line makes no sense that way, the sender is of the other kind.
 *
 * @param headers the header block, lines separated by CRLF
 * @throws MultipartError when it is not UTF-8, or has no Content-Disposition with a name
 */
export function readDisposition(headers: Buffer): Disposition {
  if (!isUtf8(headers)) throw new MultipartError('the headers of a part are not UTF-8');
  const unfolded = headers.toString('utf8').replace(/\r\n(?=[ \t])/g, '');
  const [, line] = /(?:^|\r\n)content-disposition\s*:([^\r]*(?:\r(?!\n)[^\r]*)*)/i.exec(unfolded) ?? [];
  if (line === undefined) throw new MultipartError('a part has no Content-Disposition');
  const found =
    parameters(line, LITERAL, undoBrowser) ?? parameters(line, ESCAPED, undoEscapes) ?? careless(line);
  const name = found.get('name');
  if (name === undefined) throw new MultipartError('a part has no name');
  const extended = found.get('filename*');
  const filename = extended === undefined ? found.get('filename') : decodeExtended(extended);
  return { name, ...(filename !== undefined && { filename }) };
}
