import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import yazl from 'yazl';
import { ZipRefused } from './errors.ts';
import { openZip, type ZipLimits, type ZipSource } from './open-zip.ts';

const MIB = 1024 * 1024;
const LIMITS: ZipLimits = { maxEntries: 10, maxBytes: 64 * MIB, maxRatio: 100, freeBytes: MIB };

type Content = Record<string, Buffer | string>;
async function zip(content: Content, options: Partial<yazl.Options> = {}): Promise<Buffer> {
  const file = new yazl.ZipFile();
  for (const [name, bytes] of Object.entries(content)) file.addBuffer(Buffer.from(bytes), name, options);
  file.end();
  return await buffer(file.outputStream as Readable);
}
const from = (bytes: Buffer): ZipSource => ({
  size: bytes.length,
  read: async (start, end) => Readable.from([await Promise.resolve(bytes.subarray(start, end + 1))]),
});
const fault = async (source: ZipSource, limits = LIMITS): Promise<string> => {
  try {
    const opened = await openZip(source, limits);
    for (const entry of opened.entries.values()) await entry.sha256();
    return 'read';
  } catch (error) {
    if (error instanceof ZipRefused) return error.fault;
    throw error;
  }
};
/** Writes over every place where `what` stands, in local headers and in the central directory. */
function replaced(bytes: Buffer, what: string, by: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll(what, by), 'latin1');
}
/** The two bytes at `offset` of the first header of the central directory. */
function patched(bytes: Buffer, offset: number, change: (value: number) => number): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.indexOf(Buffer.from('PK\u0001\u0002')) + offset;
  copy.writeUInt16LE(change(copy.readUInt16LE(at)), at);
  return copy;
}

test('an archive is read from memory and a range at a time, each entry whole', async () => {
  const bytes = await zip({ 'a.txt': 'alpha', 'sub/b.txt': 'beta'.repeat(50_000) });
  for (const source of [bytes, from(bytes)]) {
    const opened = await openZip(source, LIMITS);
    expect([...opened.entries.keys()]).toEqual(['a.txt', 'sub/b.txt']);
    expect(String(await opened.entries.get('a.txt')?.bytes())).toBe('alpha');
    expect(await opened.entries.get('sub/b.txt')?.sha256()).toBe(
      createHash('sha256').update('beta'.repeat(50_000)).digest('hex'),
    );
    opened.close();
  }
  expect(await fault(await zip({ 'a.txt': 'alpha' }, { forceZip64Format: true }))).toBe('read');
});

test('hostile and broken archives are refused, each for its reason', async () => {
  const good = await zip({ 'aaaa.txt': 'alpha', 'bbbb.txt': 'beta' });
  expect(await fault(Buffer.from('not a zip at all'))).toBe('malformed');
  expect(await fault(good.subarray(0, good.length - 30))).toBe('malformed');
  for (const name of ['../x.txt', '/xxx.txt', 'c:/x.txt', '..\\x.txt'])
    expect(await fault(replaced(good, 'aaaa.txt', name)), name).toBe('malformed');
  expect(await fault(replaced(good, 'bbbb.txt', 'aaaa.txt'))).toBe('duplicate');
  expect(await fault(patched(good, 8, (flags) => flags | 1))).toBe('encrypted');
  expect(await fault(patched(good, 10, () => 12))).toBe('compression');
  expect(await fault(patched(good, 40, () => 0o120777))).toBe('not-a-file');
  expect(await fault(good, { ...LIMITS, maxEntries: 1 })).toBe('too-many-entries');
  expect(await fault(good, { ...LIMITS, maxBytes: 8 })).toBe('too-large');
  expect(await fault(await zip({ 'zeros.bin': Buffer.alloc(8 * MIB) }))).toBe('ratio');
});

test('an archive that says less than it holds gives no more than it said', async () => {
  const bomb = await zip({ 'zeros.bin': Buffer.alloc(512 * 1024) });
  // Uncompressed size, low half: 512 KiB become 4 KiB.
  const lying = patched(
    patched(bomb, 24, () => 4096),
    26,
    () => 0,
  );
  expect(await fault(lying)).toBe('malformed');
  expect(await fault(from(lying))).toBe('malformed');
});

test('when the place of the bytes fails, its own error comes out', async () => {
  const bytes = await zip({ 'a.txt': 'alpha' });
  const gone = new Error('gone');
  await expect(openZip({ size: bytes.length, read: () => Promise.reject(gone) }, LIMITS)).rejects.toBe(gone);
});
