/** `clean` is false when some byte was not of the encoding, and was passed over or left as it is. */
export type Transferred = { bytes: Buffer; clean: boolean };

const EQUALS = 0x3d;

const BLANK = -1;
const PADDING = -2;
const ALIEN = -3;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
// The value of each letter; what else a byte may be is below zero.
const VALUES = Int8Array.from({ length: 256 }, (_, byte) => {
  const letter = String.fromCharCode(byte);
  if (LETTERS.includes(letter)) return LETTERS.indexOf(letter);
  if (/\s/.test(letter)) return BLANK;
  return letter === '=' ? PADDING : ALIEN;
});

/**
 * Base64 with whatever stands among it; also of several pieces, each with its own padding, as some senders write. By hand, because as a
 * string a file of 25 MB costs four times the time and is in memory three times. The letters of base64url are read, and are not clean.
 */
export function fromBase64(body: Buffer): Transferred {
  const bytes = Buffer.allocUnsafe(Math.ceil((body.length * 3) / 4) + 3);
  const value = (at: number): number => VALUES[body[at] as number] as number;
  let length = 0;
  let clean = true;
  let group = 0;
  let letters = 0;
  const close = (): void => {
    if (letters > 1) bytes[length++] = group >> (letters * 6 - 8);
    if (letters > 2) bytes[length++] = group >> (letters * 6 - 16);
    if (letters > 3) bytes[length++] = group;
    group = letters = 0;
  };
  for (let at = 0; at < body.length; at++) {
    if (letters === 0)
      for (; at + 3 < body.length; at += 4) {
        const four = (value(at) << 18) | (value(at + 1) << 12) | (value(at + 2) << 6) | value(at + 3);
        if (four < 0) break;
        bytes[length] = four >> 16;
        bytes[length + 1] = four >> 8;
        bytes[length + 2] = four;
        length += 3;
      }
    if (at >= body.length) break;
    let one = value(at);
    if (one === BLANK) continue;
    if (one === PADDING) {
      close();
      continue;
    }
    if (one === ALIEN) {
      clean = false;
      one = [0x2d, 0x5f].indexOf(body[at] as number);
      if (one < 0) continue;
      one += 62;
    }
    group = (group << 6) | one;
    if (++letters === 4) close();
  }
  close();
  return { bytes: bytes.subarray(0, length), clean };
}

function hex(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Where the line ends that a soft break at `at` continues (blanks may follow the sign), or -1 when it is none. */
function softBreak(body: Buffer, at: number): number {
  let end = at + 1;
  while (body[end] === 0x20 || body[end] === 0x09) end++;
  if (body[end] === 0x0d && body[end + 1] === 0x0a) return end + 2;
  return body[end] === 0x0a || end >= body.length ? end + 1 : -1;
}

export function fromQuotedPrintable(body: Buffer): Transferred {
  const bytes = Buffer.allocUnsafe(body.length);
  let length = 0;
  let clean = true;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] as number;
    if (byte !== EQUALS) {
      bytes[length++] = byte;
      continue;
    }
    const [high, low] = [hex(body[at + 1]), hex(body[at + 2])];
    if (high >= 0 && low >= 0) {
      bytes[length++] = high * 16 + low;
      at += 2;
      continue;
    }
    const next = softBreak(body, at);
    if (next >= 0) at = next - 1;
    else {
      bytes[length++] = byte;
      clean = false;
    }
  }
  return { bytes: bytes.subarray(0, length), clean };
}

const PLAIN = /^(|7bit|8bit|binary|none)$/;

/** Undoes a `Content-Transfer-Encoding`; one that nobody knows leaves the bytes as they are. */
export function fromTransfer(body: Buffer, encoding: string): Transferred {
  if (encoding === 'base64') return fromBase64(body);
  if (encoding === 'quoted-printable') return fromQuotedPrintable(body);
  return { bytes: body, clean: PLAIN.test(encoding) };
}
