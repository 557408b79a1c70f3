import { hash, verify } from '@node-rs/argon2';

/** Argon2id, 19 MiB, two passes (OWASP's first choice): some 50 ms on the machine of a small Comune. */
export const PARAMETRI_ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

// Composed and decomposed accents are the same key on different keyboards (RFC 8265 §4.2).
const stessaTastiera = (password: string): string => password.normalize('NFC');

/**
 * The stored form of a password, whatever its strength: {@link verificaPassword} comes before.
 *
 * @returns Argon2id string in PHC form, salt included
 */
export async function cifraPassword(password: string): Promise<string> {
  return await hash(stessaTastiera(password), PARAMETRI_ARGON2);
}

let diNessuno: Promise<string> | undefined;

/**
 * Compares a typed password with the stored one. Without a stored one (unknown user) it works just as long and says no,
 * so that the time of the answer tells nobody which users exist.
 */
export async function passwordCorretta(cifrata: string | undefined, password: string): Promise<boolean> {
  diNessuno ??= hash(crypto.randomUUID(), PARAMETRI_ARGON2);
  const uguale = await verify(cifrata ?? (await diNessuno), stessaTastiera(password));
  return cifrata !== undefined && uguale;
}
