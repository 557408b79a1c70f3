import { isUtf8 } from 'node:buffer';
import { decode, DecodeStream } from 'libmime/lib/charset.js';

/** `unknown`: nobody knows that charset; `mismatch`: the bytes are not in the one declared. Either way the text is legible. */
export type Decoded = { text: string; fault?: 'unknown' | 'mismatch' };

// Labels that say ASCII or UTF-8, and those that say nothing.
const UTF8 =
  /^(|utf-?8|unicode-1-1-utf-8|us-?ascii|ascii|ansi_x3\.4-1968|iso646-us|7bit|8bit|binary|unknown-8bit|x-unknown|default)$/;

function label(charset: string | undefined): string {
  // RFC 2231 §5 lets a language follow a star.
  return (charset ?? '')
    .replace(/\*.*$/s, '')
    .replace(/["'\s]/g, '')
    .toLowerCase();
}

function byMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : undefined;
}

function standardDecoder(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset);
  } catch {
    return undefined;
  }
}

// Headers are read by the thousand: making a TextDecoder for each costs more than all the rest.
function utf8(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/**
 * Bytes to text, whatever the label: those of the web first, then those of iconv. What is declared ASCII or UTF-8, or nothing, and is
 * not, is read as Windows-1252, as is what has a label that nobody knows: every byte becomes a character, none is lost.
 */
export function decodeText(bytes: Uint8Array, charset: string | undefined): Decoded {
  const name = label(charset);
  if (UTF8.test(name) && isUtf8(bytes)) return { text: utf8(bytes) };
  const marked = UTF8.test(name) || name.startsWith('utf-16') ? byMark(bytes) : undefined;
  if (marked?.startsWith('utf-16')) return { text: new TextDecoder(marked).decode(bytes) };
  if (UTF8.test(name)) return { text: new TextDecoder('windows-1252').decode(bytes), fault: 'mismatch' };
  const decoder = standardDecoder(name);
  if (decoder) return { text: decoder.decode(bytes) };
  if (/^[\w.:+-]{1,40}$/.test(name) && new DecodeStream(name).supported)
    return { text: decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name) };
  return { text: new TextDecoder('windows-1252').decode(bytes), fault: 'unknown' };
}
