/** `clean` is false when some byte was not of the encoding, and was passed over or left as it is. */
export type Transferred = { bytes: Buffer; clean: boolean };

const EQUALS = 0x3d;

/** Base64 with whatever stands among it; also of several pieces, each with its own padding, as some senders write. */
export function fromBase64(body: Buffer): Transferred {
  const text = body.toString('latin1');
  const clean = !/[^A-Za-z0-9+/=\s]/.test(text);
  const padding = text.indexOf('=');
  if (padding < 0) return { bytes: Buffer.from(text, 'base64'), clean };
  if (/^[=\s]*$/.test(text.slice(padding)))
    return { bytes: Buffer.from(text.slice(0, padding), 'base64'), clean };
  const pieces = text.split(/=[=\s]*/).map((piece) => Buffer.from(piece, 'base64'));
  return { bytes: Buffer.concat(pieces), clean };
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
