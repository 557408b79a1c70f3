import { decodeText } from './charset.ts';

/** A file inside a `winmail.dat`. `name` is missing where the program that wrote it gave none. */
export type TnefFile = { name: string | undefined; bytes: Buffer };

const SIGNATURE = 0x223e9f78;
const CODEPAGE = 0x69007;
const RENDERING = 0x69002;
const TITLE = 0x18010;
const DATA = 0x6800f;
const PROPERTIES = 0x69005;
const LONG_NAME = 0x3707;
const OBJECT = 0x3701;
const MAX_FILES = 200;
const MAX_PROPERTIES = 500;
const MAX_VALUES = 1000;

type Attribute = { id: number; data: Buffer };

/** Level, identifier, length, content, checksum: one after the other to the end, or to where they are cut. */
function* attributes(bytes: Buffer): Generator<Attribute> {
  for (let at = 6; at + 9 <= bytes.length;) {
    const id = bytes.readUInt32LE(at + 1) & 0xfffff;
    const length = bytes.readUInt32LE(at + 5);
    const end = at + 9 + length;
    if (end > bytes.length) return;
    yield { id, data: bytes.subarray(at + 9, end) };
    at = end + 2;
  }
}

/** What Exchange writes (MS-OXTNEF): attachments with their names. Broken ones are read as far as they go. */
export function readTnef(bytes: Buffer): TnefFile[] {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return [];
  const files: { name?: string; bytes?: Buffer }[] = [];
  let codepage = 'windows-1252';
  for (const { id, data } of attributes(bytes)) {
    if (id === CODEPAGE && data.length >= 4) codepage = `windows-${data.readUInt32LE(0)}`;
    if (id === RENDERING) {
      if (files.length === MAX_FILES) break;
      files.push({});
    }
    const file = files.at(-1);
    if (!file) continue;
    if (id === TITLE) file.name ??= text(data, codepage);
    else if (id === DATA) file.bytes = data;
    else if (id === PROPERTIES) {
      const { name, object } = readProperties(data, codepage);
      if (name) file.name = name;
      file.bytes ??= object;
    }
  }
  return files.flatMap((file) => (file.bytes ? [{ name: file.name, bytes: file.bytes }] : []));
}

function text(data: Buffer, charset: string): string {
  return decodeText(data, charset).text.replace(/\0+$/, '');
}

/** Bytes of a value of fixed size, padding included; 0 for those that say their own length. */
function fixedSize(type: number): number {
  if ([0x02, 0x03, 0x04, 0x0a, 0x0b].includes(type)) return 4;
  return [0x05, 0x06, 0x07, 0x14, 0x40].includes(type) ? 8 : type === 0x48 ? 16 : 0;
}

class Cursor {
  readonly #data: Buffer;
  at = 0;
  constructor(data: Buffer) {
    this.#data = data;
  }
  /** @throws RangeError at the end */
  u16(): number {
    this.at += 2;
    return this.#data.readUInt16LE(this.at - 2);
  }
  u32(): number {
    this.at += 4;
    return this.#data.readUInt32LE(this.at - 4);
  }
  skip(count: number): void {
    this.at += count;
    if (this.at > this.#data.length) throw new RangeError('beyond the end');
  }
  /** Counted bytes, padded to four. */
  counted(): Buffer {
    const length = this.u32();
    const start = this.at;
    this.skip(length);
    this.at += (4 - (length % 4)) % 4;
    return this.#data.subarray(start, start + length);
  }
}

function readProperties(data: Buffer, charset: string): { name?: string; object?: Buffer } {
  const found: { name?: string; object?: Buffer } = {};
  const cursor = new Cursor(data);
  try {
    const count = Math.min(cursor.u32(), MAX_PROPERTIES);
    for (let n = 0; n < count; n++) {
      const type = cursor.u16();
      const id = cursor.u16();
      if (id >= 0x8000) skipName(cursor);
      const value = readValue(cursor, type);
      if (id === LONG_NAME && value) found.name = text(value, (type & 0xfff) === 0x1f ? 'utf-16le' : charset);
      // Behind its class identifier: a message of Outlook or an object, in a form of its own.
      if (id === OBJECT && value && value.length > 16) found.object = value.subarray(16);
    }
  } catch (error) {
    // Cut or broken: what was read so far counts.
    if (!(error instanceof RangeError)) throw error;
  }
  return found;
}

function skipName(cursor: Cursor): void {
  cursor.skip(16);
  if (cursor.u32() === 0) cursor.skip(4);
  else cursor.counted();
}

/** The first of the values; undefined for those of fixed size, which nobody asks for. */
function readValue(cursor: Cursor, type: number): Buffer | undefined {
  const size = fixedSize(type & 0xfff);
  const several = (type & 0x1000) !== 0;
  if (size > 0) {
    cursor.skip(size * (several ? cursor.u32() : 1));
    return undefined;
  }
  let first: Buffer | undefined;
  const values = Math.min(cursor.u32(), MAX_VALUES);
  for (let n = 0; n < values; n++) {
    const value = cursor.counted();
    first ??= value;
  }
  return first;
}
