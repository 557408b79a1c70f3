import { readFileSync } from 'node:fs';
import type { Letto } from './leggi.ts';
import { leggiTutto } from './leggi-tutto.ts';
import type { Autorita } from './messaggio/catena.ts';
import type { Sorgente } from './messaggio/lettura.ts';

const CERTIFICATO = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** The certificates of a PEM file. @throws when it cannot be read, or has none */
export function leggiAutorita(file: string | undefined): Autorita[] {
  if (file === undefined) return [];
  const trovati = readFileSync(file, 'utf8').match(CERTIFICATO) ?? [];
  if (trovati.length === 0) throw new Error(`Il file ${file} non contiene certificati PEM.`);
  return trovati.map((certificato, i) => ({ nome: `${file} (${i + 1})`, certificato }));
}

/**
 * What reads messages.
 *
 * @param autorita those that are believed, asked at each message: a demonstration may get a new one meanwhile
 */
export function apriLettore(autorita: () => Autorita[]): (sorgente: Sorgente) => Promise<Letto> {
  return (sorgente) => leggiTutto(sorgente, autorita());
}
