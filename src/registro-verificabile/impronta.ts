import { hash } from 'node:crypto';

export function impronta256(byte: Buffer | string): Buffer {
  return hash('sha256', byte, 'buffer');
}
