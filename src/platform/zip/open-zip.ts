import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { ZipRefused } from './errors.ts';
import { RangedReader } from './ranged-reader.ts';

/** All the bytes, or where to read them from: `start` and `end` both included. */
export type ZipSource = Buffer | { size: number; read: (start: number, end: number) => Promise<Readable> };

/** `maxRatio` is of the whole archive, and asked only beyond `freeBytes`: small archives compress as they like. */
export type ZipLimits = { maxEntries: number; maxBytes: number; maxRatio: number; freeBytes: number };

export type ZipEntry = {
  name: string;
  /** Bytes once inflated; what is read is never more nor less. */
  size: number;
  /** @throws ZipRefused */
  bytes: () => Promise<Buffer>;
  /** SHA-256 of the content, 64 lower-case hexadecimal digits. @throws ZipRefused */
  sha256: () => Promise<string>;
};

export type OpenZip = { entries: ReadonlyMap<string, ZipEntry>; close: () => void };

// Of the Unix mode in the upper half of the attributes: what kind of file it is.
const KIND = 0o170000;
const REGULAR = 0o100000;

function check(entry: Entry): void {
  if (entry.isEncrypted()) throw new ZipRefused('encrypted');
  if (!entry.canDecodeFileData()) throw new ZipRefused('compression');
  const kind = (entry.externalFileAttributes >>> 16) & KIND;
  if (kind !== 0 && kind !== REGULAR) throw new ZipRefused('not-a-file');
}

/**
 * Opens an archive by its central directory, and lists it within limits before a byte of content is inflated. Names that climb out
 * of the archive, absolute or with backslashes are refused by the library; what is declared of sizes is enforced while reading.
 *
 * @throws ZipRefused; what the source throws
 */
export async function openZip(source: ZipSource, limits: ZipLimits): Promise<OpenZip> {
  const size = Buffer.isBuffer(source) ? source.length : source.size;
  const reader = Buffer.isBuffer(source) ? undefined : new RangedReader(source.read);
  const told = (error: unknown): unknown => {
    if (reader?.failure !== undefined) return reader.failure;
    return error instanceof ZipRefused ? error : new ZipRefused('malformed', { cause: error });
  };
  let zip: ZipFile | undefined;
  try {
    const options = { autoClose: false, strictFileNames: true };
    zip = Buffer.isBuffer(source)
      ? await yauzl.fromBufferPromise(source, options)
      : await yauzl.fromRandomAccessReaderPromise(reader as RangedReader, size, options);
    const opened = zip;
    if (opened.entryCount > limits.maxEntries) throw new ZipRefused('too-many-entries');
    const entries = new Map<string, ZipEntry>();
    let total = 0;
    for await (const entry of opened.eachEntry()) {
      if (entry.fileName.endsWith('/') && entry.uncompressedSize === 0) continue;
      check(entry);
      if (entries.has(entry.fileName)) throw new ZipRefused('duplicate');
      total += entry.uncompressedSize;
      if (total > limits.maxBytes) throw new ZipRefused('too-large');
      if (total > limits.freeBytes && total > size * limits.maxRatio) throw new ZipRefused('ratio');
      entries.set(entry.fileName, readable(opened, entry, told));
    }
    return { entries, close: () => opened.close() };
  } catch (error) {
    zip?.close();
    throw told(error);
  }
}

function readable(zip: ZipFile, entry: Entry, told: (error: unknown) => unknown): ZipEntry {
  const read = async <T>(consume: (content: Readable) => Promise<T>): Promise<T> => {
    try {
      return await consume(await zip.openReadStreamPromise(entry));
    } catch (error) {
      throw told(error);
    }
  };
  return {
    name: entry.fileName,
    size: entry.uncompressedSize,
    bytes: () => read((content) => buffer(content)),
    sha256: () =>
      read(async (content) => {
        const hash = createHash('sha256');
        await pipeline(content, hash);
        return hash.digest('hex');
      }),
  };
}
