import { link, mkdir, open, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errno, StorageUnavailable } from './errors.ts';

/** Folders whose entry in their parent this process has already forced to disk. */
export type DurableFolders = Set<string>;

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Forces to disk the name of `folder` and of every folder above it up to `root`. Also when somebody else has just made
 * them: he may not have got to his own sync yet, and our caller is about to promise that the file is safe.
 */
async function syncPath(root: string, folder: string, durable: DurableFolders): Promise<void> {
  for (let current = folder; current !== root && !durable.has(current); current = dirname(current)) {
    await syncFolder(dirname(current));
    durable.add(current);
  }
}

/** @throws ENOENT when the folder is not there yet; StorageUnavailable when the copy already there is not whole */
async function linkOrConfirm(temporary: string, target: string, size: number): Promise<void> {
  try {
    await link(temporary, target);
  } catch (error) {
    if (errno(error) !== 'EEXIST') throw error;
    const there = await stat(target);
    if (there.size !== size)
      throw new StorageUnavailable(`${target} has ${there.size} bytes on disk instead of ${size}`);
  }
}

/**
 * Gives the file its final name, durably, without ever replacing one that is there: `link` fails where `rename`
 * would overwrite in silence.
 */
export async function publish(
  root: string,
  temporary: string,
  target: string,
  size: number,
  durable: DurableFolders,
): Promise<void> {
  const folder = dirname(target);
  await linkOrConfirm(temporary, target, size).catch(async (error: unknown) => {
    if (errno(error) !== 'ENOENT') throw error;
    // The first file of this folder.
    await mkdir(folder, { recursive: true, mode: 0o750 });
    await linkOrConfirm(temporary, target, size);
  });
  await syncPath(root, folder, durable);
  // Last, and even when the file was there already: its writer may still be before this very line.
  await syncFolder(folder);
  await unlink(temporary);
}
