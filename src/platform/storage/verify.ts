import { ObjectMissing } from './errors.ts';
import type { ObjectStore } from './store.ts';

export type Verdict = 'intact' | 'altered' | 'missing';

/**
 * Reads the whole object and compares its SHA-256 with `digest`.
 *
 * @throws StorageUnavailable when the bytes cannot be read, which says nothing about them
 */
export async function verifyObject(store: ObjectStore, key: string, digest: string): Promise<Verdict> {
  try {
    return (await store.digest(key)) === digest ? 'intact' : 'altered';
  } catch (error) {
    if (error instanceof ObjectMissing) return 'missing';
    throw error;
  }
}
