import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256 of a value in canonical form (RFC 8785), hexadecimal. */
export const impronta = (valore: unknown): string => hash('sha256', canonicalize(valore) ?? '', 'hex');
