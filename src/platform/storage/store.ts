import type { Readable } from 'node:stream';

/** Where the content with this SHA-256 is: `<prefix>/ab/cd/<digest>`. */
export function objectKey(prefix: string, digest: string): string {
  return `${prefix}/${digest.slice(0, 2)}/${digest.slice(2, 4)}/${digest}`;
}

/** A stored object. `version` changes whenever the bytes under the key may have changed (S3 would give its ETag). */
export type ObjectInfo = { key: string; size: number; storedAt: Date; version: string };

/** Bytes received and safe on disk, but not yet in the store: `publish` puts them there, `discard` forgets them. */
export type StagedObject = {
  /** Where `publish` will put them, see {@link objectKey}. */
  key: string;
  /** Bytes. */
  size: number;
  /** SHA-256, 64 lower-case hexadecimal digits. */
  digest: string;
  /**
   * Makes the object readable under its key, durably: when it returns, no power cut loses it. A copy that is already
   * there is kept and this one dropped; nothing is ever overwritten.
   *
   * @throws StorageUnavailable; also when the copy already there has another size
   */
  publish(): Promise<void>;
  /** Removes the received bytes; harmless after `publish`. */
  discard(): Promise<void>;
};

/**
 * A write-once store of bytes addressed by their SHA-256, with the shape an S3 driver needs: prefixes instead of
 * folders, whole objects only, reading by range. Two steps to write (`stage`, `publish`) so that the slow part, the
 * network, happens before any lock or transaction is held.
 */
export type ObjectStore = {
  /**
   * Streams `body` to a temporary place, hashing on the way. On any failure, the body's included, nothing is left behind.
   *
   * @param prefix first part of the key: letters, digits and dashes
   * @throws ObjectTooLarge as soon as `maxBytes` is passed; StorageUnavailable (disk full, volume gone); the body's own error
   */
  stage(prefix: string, body: AsyncIterable<Uint8Array>, limits: { maxBytes: number }): Promise<StagedObject>;
  /**
   * The bytes, from `start` to `end` both included when a range is given.
   *
   * @throws ObjectMissing, StorageUnavailable
   */
  get(key: string, range?: { start: number; end: number }): Promise<Readable>;
  /**
   * SHA-256 of the bytes as they are now, read anew: 64 lower-case hexadecimal digits.
   *
   * @throws ObjectMissing, StorageUnavailable
   */
  digest(key: string): Promise<string>;
  /**
   * Where the object is, in a store whose objects are files of this machine: for a thread that reads it by itself, and must verify it
   * by itself. Absent in one that has none.
   */
  fileOf?(key: string): string;
  /** @returns undefined when there is no such object */
  head(key: string): Promise<ObjectInfo | undefined>;
  /** Removes an object; harmless when it is not there. For the sweeper alone. */
  delete(key: string): Promise<void>;
  /** Every object under the prefix, in no particular order. */
  list(prefix: string): AsyncIterable<ObjectInfo>;
  /** Removes what interrupted uploads left in the temporary place. @returns how many */
  purgeIncoming(): Promise<number>;
};
