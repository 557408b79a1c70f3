import { createHash, randomBytes } from 'node:crypto';

/**
 * Credentials carry the ente they belong to (`<32 hex of the ente>.<secret>`), so that looking one up happens inside that
 * ente's row-level security and no query ever has to search across enti. Only the SHA-256 of the secret is stored.
 */
export type Credenziale = { enteId: string; impronta: Buffer };

const FORMA = /^(?:tab_)?([0-9a-f]{32})\.([A-Za-z0-9_-]{43})$/;

export function nuovoSegreto(
  enteId: string,
  prefisso: '' | 'tab_' = '',
): { testo: string; impronta: Buffer } {
  const segreto = randomBytes(32).toString('base64url');
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
