import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { errno } from '#platform/storage';

/** One AES-256 key and the name it goes by in what it sealed. */
export type Key = { id: string; bytes: Buffer };

const FILE = 'vault.keys.json';
const FORM = /^([a-z0-9-]{1,20}):([A-Za-z0-9+/_-]{43}=?)$/;

/**
 * Reads `id:base64` pairs, separated by commas or blanks; the first seals, the others only open what they sealed.
 *
 * @returns undefined when the text is not such a list
 */
export function parseKeys(text: string): Key[] | undefined {
  const keys = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((pair) => FORM.exec(pair))
    .map((m) => ({ id: m?.[1] ?? '', bytes: Buffer.from(m?.[2] ?? '', 'base64') }));
  const good = keys.length > 0 && keys.every((k) => k.id !== '' && k.bytes.length === 32);
  return good && new Set(keys.map((k) => k.id)).size === keys.length ? keys : undefined;
}

/** The keys kept in the data folder, made the first time. The file is readable by its owner only. */
export function readKeys(folder: string): Key[] {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, FILE);
  const text = read(path) ?? create(folder, path);
  const keys = parseKeys((JSON.parse(text) as { keys: string[] }).keys.join(' '));
  if (!keys) throw new Error(`Il file ${path} non contiene chiavi leggibili`);
  return keys;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written whole, flushed, then linked: of two nodes that start together on one folder, both use the key of the first. */
function create(folder: string, path: string): string {
  const text = JSON.stringify({ keys: [`k1:${randomBytes(32).toString('base64')}`] });
  const temporary = join(folder, `${FILE}.${process.pid}`);
  const file = openSync(temporary, 'w', 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  try {
    linkSync(temporary, path);
    return text;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      return readFileSync(path, 'utf8');
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}
