import { hash, verify } from '@node-rs/argon2';
import { Rifiuto } from '#platform/http';

/** Argon2id, 19 MiB, two passes (OWASP's first choice): some 50 ms on the machine of a small Comune. */
const PARAMETRI = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
export const LUNGHEZZA_MINIMA = 12;
/** Long enough for any passphrase, short enough that hashing it costs no more than any other. */
export const LUNGHEZZA_MASSIMA = 200;

// Composed and decomposed accents are the same key on different keyboards (RFC 8265 §4.2).
const stessaTastiera = (password: string): string => password.normalize('NFC');

/**
 * Turns a password into what may be stored.
 *
 * @returns Argon2id string in PHC form, salt included
 * @throws Rifiuto `password.troppo-corta`, `password.troppo-lunga`, `password.indovinabile`
 */
export async function impostaPassword(password: string, nomeUtente?: string): Promise<string> {
  verificaPassword(password, nomeUtente);
  return await cifraPassword(password);
}

/** The stored form of a password nobody chose: generated at installation, or fixed for a demonstration. */
export async function cifraPassword(password: string): Promise<string> {
  return await hash(stessaTastiera(password), PARAMETRI);
}

/** Whether the password is acceptable: twelve characters or more, and not made of the user's own name or of one key. */
export function verificaPassword(password: string, nomeUtente?: string): void {
  const rifiuta = (codice: string, dettaglio: string): never => {
    throw new Rifiuto({ codice, categoria: 'nonValido', dettaglio, campo: 'password' });
  };
  const caratteri = [...password].length;
  if (caratteri < LUNGHEZZA_MINIMA)
    rifiuta('password.troppo-corta', `La password deve avere almeno ${LUNGHEZZA_MINIMA} caratteri.`);
  if (caratteri > LUNGHEZZA_MASSIMA)
    rifiuta('password.troppo-lunga', `La password può avere al massimo ${LUNGHEZZA_MASSIMA} caratteri.`);
  const minuscola = password.toLowerCase();
  if (new Set(minuscola).size < 5)
    rifiuta('password.indovinabile', 'La password ripete troppo pochi caratteri.');
  if (nomeUtente && minuscola.includes(nomeUtente.toLowerCase()))
    rifiuta('password.indovinabile', 'La password non può contenere il nome utente.');
}

let diNessuno: Promise<string> | undefined;

/**
 * Compares a typed password with the stored one. Without a stored one (unknown user) it works just as long and says no,
 * so that the time of the answer tells nobody which users exist.
 */
export async function passwordCorretta(cifrata: string | undefined, password: string): Promise<boolean> {
  diNessuno ??= hash(crypto.randomUUID(), PARAMETRI);
  const uguale = await verify(cifrata ?? (await diNessuno), stessaTastiera(password));
  return cifrata !== undefined && uguale;
}
