import { parseMime } from '#platform/mime';
import type { ParteMessaggio } from './messaggio.ts';
import { descrivi, ricordaAperti, trovaFile } from './parti.ts';
import { postacertDi } from './interno.ts';
import { ripulisci } from './ripulisci.ts';
import { tipoDi } from './tipo.ts';

/** `percorso` is that of `parti`. The same bytes give the same part, today and in ten years. */
export function estraiParte(
  byte: Buffer,
  percorso: string,
): { byte: Buffer; parte: ParteMessaggio } | undefined {
  const busta = parseMime(byte);
  const tipo = tipoDi(busta);
  for (const file of trovaFile(busta, tipo, postacertDi(busta, tipo))) {
    if (file.parte.percorso !== percorso) continue;
    const aperta = file.apri();
    return { byte: aperta.bytes, parte: ripulisci(descrivi(file, aperta)) };
  }
  return undefined;
}

/** The same for many parts of one message, which is taken apart once. */
export function apriParti(byte: Buffer): (percorso: string) => Buffer | undefined {
  const busta = parseMime(byte);
  const tipo = tipoDi(busta);
  return ricordaAperti([...trovaFile(busta, tipo, postacertDi(busta, tipo))]).contenuto;
}
