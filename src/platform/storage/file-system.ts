import { createHash } from 'node:crypto';
import { mkdir, open, opendir, rm, stat, unlink, type FileHandle } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { join, resolve } from 'node:path';
import { errno, ObjectMissing, ObjectTooLarge, onDisk } from './errors.ts';
import { incomingName, purgeIncoming } from './incoming.ts';
import { publish, type DurableFolders } from './publish.ts';
import { objectKey, type ObjectInfo, type ObjectStore, type StagedObject } from './store.ts';

const KEY = /^([A-Za-z0-9-]+)\/([0-9a-f]{2})\/([0-9a-f]{2})\/\2\3[0-9a-f]{60}$/;
const INCOMING = '.incoming';
const READ_AHEAD = 256 * 1024;

type Place = { root: string; incoming: string; durable: DurableFolders };

function pathOf(place: Place, key: string): string {
  if (!KEY.test(key)) throw new TypeError(`not a key of this store: ${key}`);
  return join(place.root, key);
}

function infoOf(key: string, s: Stats): ObjectInfo {
  return { key, size: s.size, storedAt: s.mtime, version: `${s.ino}-${s.size}-${s.mtimeMs}-${s.ctimeMs}` };
}

/** Writes the body to the file and syncs it. Errors of the body pass through as they are. */
async function receive(
  handle: FileHandle,
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<{ size: number; digest: string }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new ObjectTooLarge(maxBytes);
    hash.update(chunk);
    for (let done = 0; done < chunk.byteLength;)
      done += await onDisk(async () => (await handle.write(chunk, done)).bytesWritten);
  }
  // Read only before the sync, so that the mode is as durable as the bytes.
  await onDisk(async () => {
    await handle.chmod(0o444);
    await handle.sync();
  });
  return { size, digest: hash.digest('hex') };
}

async function stage(
  place: Place,
  prefix: string,
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<StagedObject> {
  const temporary = join(place.incoming, incomingName());
  let there = true;
  const discard = async (): Promise<void> => {
    if (there) await onDisk(() => rm(temporary, { force: true }));
    there = false;
  };
  const handle = await onDisk(() => open(temporary, 'wx', 0o600));
  try {
    const { size, digest } = await receive(handle, body, maxBytes).finally(() => handle.close());
    const key = objectKey(prefix, digest);
    const target = pathOf(place, key);
    return {
      key,
      size,
      digest,
      publish: async () => {
        await onDisk(() => publish(place.root, temporary, target, size, place.durable));
        there = false;
      },
      discard,
    };
  } catch (error) {
    await discard();
    throw error;
  }
}

async function openObject(place: Place, key: string): Promise<FileHandle> {
  const path = pathOf(place, key);
  try {
    return await onDisk(() => open(path, 'r'));
  } catch (error) {
    if (errno(error) === 'ENOENT') throw new ObjectMissing(key);
    throw error;
  }
}

async function digest(place: Place, key: string): Promise<string> {
  const handle = await openObject(place, key);
  const hash = createHash('sha256');
  // One buffer for the whole file: a stream would leave half a gigabyte for the collector to find.
  const buffer = Buffer.allocUnsafeSlow(READ_AHEAD);
  return await onDisk(async () => {
    try {
      for (let n; (n = (await handle.read(buffer, 0, READ_AHEAD)).bytesRead) > 0;)
        hash.update(buffer.subarray(0, n));
    } finally {
      await handle.close();
    }
    return hash.digest('hex');
  });
}

async function head(place: Place, key: string): Promise<ObjectInfo | undefined> {
  const path = pathOf(place, key);
  try {
    return infoOf(key, await onDisk(() => stat(path)));
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function remove(place: Place, key: string): Promise<void> {
  const path = pathOf(place, key);
  try {
    await onDisk(() => unlink(path));
  } catch (error) {
    if (errno(error) !== 'ENOENT') throw error;
  }
}

async function* namesIn(folder: string): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(folder)) yield entry.name;
  } catch (error) {
    if (errno(error) !== 'ENOENT') throw error;
  }
}

async function* list(place: Place, prefix: string): AsyncGenerator<ObjectInfo> {
  for await (const first of namesIn(join(place.root, prefix)))
    for await (const second of namesIn(join(place.root, prefix, first)))
      for await (const name of namesIn(join(place.root, prefix, first, second))) {
        const key = `${prefix}/${first}/${second}/${name}`;
        const info = KEY.test(key) ? await head(place, key) : undefined;
        if (info) yield info;
      }
}

/**
 * Opens the store of a folder, making it where it is missing and removing what interrupted uploads left.
 *
 * An object is written to `.incoming` in the same file system, hashed on the way, made read only and synced; `publish`
 * then links it under `<prefix>/ab/cd/<digest>` and syncs the folders. Objects have mode 0444 and are never opened for
 * writing again.
 *
 * @param folder absolute or relative path, e.g. `<dati>/documenti`
 * @throws StorageUnavailable
 * @example const archivio = await openFileSystemStore(join(dati, 'documenti'));
 */
export async function openFileSystemStore(folder: string): Promise<ObjectStore> {
  const root = resolve(folder);
  const place: Place = { root, incoming: join(root, INCOMING), durable: new Set() };
  await onDisk(() => mkdir(place.incoming, { recursive: true, mode: 0o750 }));
  const purge = (): Promise<number> => onDisk(() => purgeIncoming(place.incoming));
  await purge();
  return {
    stage: async (prefix, body, { maxBytes }) => stage(place, prefix, body, maxBytes),
    get: async (key, range) =>
      (await openObject(place, key)).createReadStream({ ...range, highWaterMark: READ_AHEAD }),
    digest: async (key) => digest(place, key),
    fileOf: (key) => pathOf(place, key),
    head: async (key) => head(place, key),
    delete: async (key) => remove(place, key),
    list: (prefix) => list(place, prefix),
    purgeIncoming: purge,
  };
}
