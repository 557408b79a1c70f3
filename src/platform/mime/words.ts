import { decodeText } from './charset.ts';
import { fromBase64, fromQuotedPrintable } from './transfer.ts';

// RFC 2047 §2, with what is met in the wild: blanks inside, no limit of 75 to the text.
const WORD = /=\?([^?\s]{1,75})\?([BbQq])\?([^?]*)\?=/g;

function bytesOf(encoding: string, text: string): Buffer {
  const raw = Buffer.from(text);
  return /b/i.test(encoding)
    ? fromBase64(raw).bytes
    : fromQuotedPrintable(Buffer.from(text.replaceAll('_', ' '))).bytes;
}

/**
 * Decodes the encoded words of a header (RFC 2047). Words that follow each other in the same charset are joined as bytes, because
 * senders cut in the middle of a character; the blanks between two words are not text.
 */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return value;
  let text = '';
  let after = 0;
  let run: { charset: string; pieces: Buffer[] } | undefined;
  const flush = (): void => {
    if (run) text += decodeText(Buffer.concat(run.pieces), run.charset).text;
    run = undefined;
  };
  for (const match of value.matchAll(WORD)) {
    const [whole, charset = '', encoding = '', encoded = ''] = match;
    const gap = value.slice(after, match.index);
    const adjacent = run !== undefined && /^\s*$/.test(gap);
    if (!adjacent || run?.charset !== charset.toLowerCase()) flush();
    if (!adjacent) text += gap;
    run ??= { charset: charset.toLowerCase(), pieces: [] };
    run.pieces.push(bytesOf(encoding, encoded));
    after = match.index + whole.length;
  }
  flush();
  return text + value.slice(after);
}
