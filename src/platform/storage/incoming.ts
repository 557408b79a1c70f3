import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { errno } from './errors.ts';

const DAY = 24 * 60 * 60 * 1000;
const host = hostname().replace(/[^A-Za-z0-9-]/g, '-');
// A number alone does not name a process: in a container it is 1 again after every restart.
const life = randomUUID();

/** Name of a new temporary file; it tells whose it is, so that nobody removes another process's upload in progress. */
export function incomingName(): string {
  return `${host}~${process.pid}~${life}~${randomUUID()}`;
}

/**
 * Removes the temporary files of processes that are no more, and whatever nobody has written to for a day (an upload
 * in progress writes all the time; a machine that is gone for good never comes back to clean).
 *
 * @returns how many were removed
 */
export async function purgeIncoming(folder: string): Promise<number> {
  let removed = 0;
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    if (!belongsToTheDead(name) && !(await isOld(file))) continue;
    await rm(file, { force: true });
    removed++;
  }
  return removed;
}

function belongsToTheDead(name: string): boolean {
  const [owner, pid, itsLife] = name.split('~');
  if (owner !== host) return false;
  if (Number(pid) === process.pid) return itsLife !== life;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return errno(error) === 'ESRCH';
  }
}

async function isOld(file: string): Promise<boolean> {
  try {
    return (await stat(file)).mtimeMs < Date.now() - DAY;
  } catch (error) {
    // Published or dropped while we were looking.
    if (errno(error) === 'ENOENT') return false;
    throw error;
  }
}
