import { createHash, createHmac, randomBytes } from 'node:crypto';

/**
 * Credentials carry the ente they belong to (`<32 hex of the ente>.<secret>`), so that looking one up happens inside that
 * ente's row-level security and no query ever has to search across enti. Only the SHA-256 of the secret is stored.
 */
export type Credenziale = { enteId: string; impronta: Buffer };

const FORMA = /^(?:tab_)?([0-9a-f]{32})\.([A-Za-z0-9_-]{43})$/;

/** What is given out once, and what is kept of it. */
export type Segreto = { testo: string; impronta: Buffer };

export function nuovoSegreto(enteId: string, prefisso: '' | 'tab_' = ''): Segreto {
  return componi(enteId, prefisso, randomBytes(32));
}

/**
 * The secret of an API key that whoever has this session can ask for again with the same Idempotency-Key, and nobody else:
 * the session's own secret, which is not stored, is the key of the HMAC.
 */
export function segretoDerivato(enteId: string, sessione: string, chiave: string): Segreto {
  return componi(enteId, 'tab_', createHmac('sha256', sessione).update(`chiave-api ${chiave}`).digest());
}

function componi(enteId: string, prefisso: string, casuale: Buffer): Segreto {
  const segreto = casuale.toString('base64url');
  return {
    testo: `${prefisso}${enteId.replaceAll('-', '')}.${segreto}`,
    impronta: createHash('sha256').update(segreto).digest(),
  };
}

/** @returns undefined for anything that cannot be a credential of ours */
export function leggiSegreto(testo: string): Credenziale | undefined {
  const [, ente, segreto] = FORMA.exec(testo) ?? [];
  if (!ente || !segreto) return undefined;
  const enteId = ente.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { enteId, impronta: createHash('sha256').update(segreto).digest() };
}
