import { caricaFile } from '../platform/http/carica.ts';
import { chiedi, indirizzo } from '../platform/http/chiedi.ts';
import type { DocumentoCaricato } from './tipi.ts';

export function caricaDocumento(
  file: File,
  opzioni: { chiave: string; avanzamento: (frazione: number) => void; segnale: AbortSignal },
): Promise<DocumentoCaricato> {
  return caricaFile('/documenti', file, opzioni);
}

export function leggiDocumento(id: string): Promise<DocumentoCaricato> {
  return chiedi('GET', `/documenti/${id}`);
}

/** Address of the bytes: to be saved, or shown where the type is harmless (PDF, images, plain text). */
export function indirizzoContenuto(id: string, inLinea = false): string {
  return indirizzo(`/documenti/${id}/contenuto`, inLinea ? { inline: 1 } : {});
}
