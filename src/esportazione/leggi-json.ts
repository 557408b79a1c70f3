import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errno } from '#platform/storage';

/** One of the files an export keeps about itself; undefined when it is not there. @throws what the disk throws, SyntaxError */
export async function leggiJson<T>(cartella: string, nome: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(join(cartella, nome), 'utf8')) as T;
  } catch (errore) {
    if (errno(errore) === 'ENOENT') return undefined;
    throw errore;
  }
}
