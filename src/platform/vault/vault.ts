import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readKeys, type Key } from './keyring.ts';

/**
 * Where secrets that must be read again are kept sealed (a TOTP seed, the password of a mailbox): AES-256-GCM, under a key
 * that is not in the database. What must only be compared is hashed instead.
 */
export type Vault = {
  /**
   * Seals a text for one place.
   *
   * @param place what the secret is of, `fattore_totp/<id>`: the same text moved to another row does not open there
   * @returns `v1.<key id>.<base64url of nonce, ciphertext and tag>`
   */
  seal: (place: string, text: string) => string;
  /** @throws Error when the text was altered, is of another place, or its key is not among ours */
  open: (place: string, sealed: string) => string;
  /** Whether another key seals now: open it and seal it again. */
  isStale: (sealed: string) => boolean;
  /** Pattern of what is sealed with the key of now, for SQL `LIKE`. */
  currentPattern: string;
};

const NONCE = 12;
const TAG = 16;

/** @param keys the first seals, all open */
export function vaultOf(keys: readonly Key[]): Vault {
  const [current] = keys;
  if (!current) throw new Error('a vault needs a key');
  const prefix = `v1.${current.id}.`;
  return {
    currentPattern: `${prefix}%`,
    isStale: (sealed) => !sealed.startsWith(prefix),
    seal: (place, text) => {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', current.bytes, nonce).setAAD(Buffer.from(prefix + place));
      const body = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return prefix + body.toString('base64url');
    },
    open: (place, sealed) => {
      const [, id, body] = /^v1\.([a-z0-9-]+)\.([A-Za-z0-9_-]+)$/.exec(sealed) ?? [];
      const key = keys.find((k) => k.id === id);
      if (!key || body === undefined) throw new Error(`no key «${id ?? '?'}» in the vault for ${place}`);
      const bytes = Buffer.from(body, 'base64url');
      if (bytes.length < NONCE + TAG) throw new Error(`a sealed secret of ${place} is cut short`);
      const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, NONCE))
        .setAAD(Buffer.from(`v1.${key.id}.${place}`))
        .setAuthTag(bytes.subarray(-TAG));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]).toString('utf8');
    },
  };
}

/**
 * The vault of an installation.
 *
 * @param folder data folder, where the keys are kept when the settings give none
 * @param keys from the settings, for who wants them elsewhere than beside the data
 */
export function openVault(folder: string, keys: readonly Key[] | undefined): Vault {
  return vaultOf(keys ?? readKeys(folder));
}
