import { parseMime } from '#platform/mime';
import type { ParteMessaggio } from './messaggio.ts';
import { descrivi, trovaFile } from './parti.ts';
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

// Whoever examines a message asks for each file more than once.
const RICORDATI = 32 * 1024 * 1024;

/** The same for many parts of one message, which is taken apart once. */
export function apriParti(byte: Buffer): (percorso: string) => Buffer | undefined {
  const busta = parseMime(byte);
  const tipo = tipoDi(busta);
  const file = new Map(
    [...trovaFile(busta, tipo, postacertDi(busta, tipo))].map((uno) => [uno.parte.percorso, uno]),
  );
  const aperti = new Map<string, Buffer>();
  let restano = RICORDATI;
  return (percorso) => {
    const gia = aperti.get(percorso);
    if (gia) return gia;
    const aperto = file.get(percorso)?.apri().bytes;
    if (aperto && aperto.length <= restano) {
      restano -= aperto.length;
      aperti.set(percorso, aperto);
    }
    return aperto;
  };
}
