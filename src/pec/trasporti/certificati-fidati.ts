import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';

/** The system's authorities and those of a PEM file; undefined, the system's alone. */
export function certificatiFidati(file: string | undefined): string | undefined {
  return file === undefined ? undefined : [...rootCertificates, readFileSync(file, 'utf8')].join('\n');
}
