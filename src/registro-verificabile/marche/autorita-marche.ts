import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AutoritaMarche } from './chiedi-marca.ts';

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * The time stamping authority of the settings, or undefined when there is none.
 *
 * @throws Error in Italian when the file of the trusted certificates cannot be read or has none
 */
export function autoritaMarche(config: {
  url: string | undefined;
  utente: string | undefined;
  password: string | undefined;
  autorita: string | undefined;
}): AutoritaMarche | undefined {
  const { url, utente, password, autorita } = config;
  if (url === undefined) return undefined;
  if (autorita === undefined) return { url, utente, password, fidati: [] };
  const fidati = [...readFileSync(autorita, 'utf8').matchAll(PEM)].map(([pem]) => new X509Certificate(pem));
  if (fidati.length === 0)
    throw new Error(`Il file ${autorita} (TABULARIUM_MARCHE_AUTORITA) non contiene certificati PEM.`);
  return { url, utente, password, fidati };
}
