import type { ParteMessaggio } from '../messaggio/messaggio.ts';
import { apriBustaFirmata, type BustaFirmata } from './busta-firmata.ts';

/** A file as the rules look at it: its name, its bytes, and what its envelope holds when it is a `.p7m`. */
export type Allegato = {
  percorso: string;
  nome: string;
  byte: Buffer;
  dimensione: number;
  busta: BustaFirmata | undefined;
  /** The document: what is signed inside, or the file itself. */
  documento: Buffer;
  /** Name of the document, `.p7m` left out. */
  nomeDocumento: string;
};

const P7M = /(\.p7m)+$/i;

export function apriAllegato(
  { percorso, nome }: Pick<ParteMessaggio, 'percorso' | 'nome'>,
  byte: Buffer,
): Allegato {
  const base = nome.trim();
  const busta = P7M.test(base) ? apriBustaFirmata(byte) : undefined;
  return {
    percorso,
    nome: base,
    byte,
    dimensione: byte.length,
    busta,
    documento: busta?.stato === 'firmata' ? busta.contenuto : byte,
    nomeDocumento: base.replace(P7M, ''),
  };
}

/** Readers accept a PDF whose first line is preceded by something else, within the first kilobyte. */
export function ePdf(byte: Buffer): boolean {
  return byte.subarray(0, 1024).includes('%PDF-');
}

/** A signature in the document itself (PAdES, ISO 32000-1 §12.8): the range of bytes it covers stands in the file in clear. */
export function haFirmaPdf(byte: Buffer): boolean {
  for (let at = byte.indexOf('/ByteRange'); at >= 0; at = byte.indexOf('/ByteRange', at + 10))
    if (/^\/ByteRange\s*\[\s*\d+\s+\d+\s+\d+\s+\d+\s*\]/.test(byte.toString('latin1', at, at + 120)))
      return true;
  return false;
}

const FINE = 2048;

/** What can be seen without reading it all: a beginning, and an end that says where its table is. */
export function pdfIntero(byte: Buffer): boolean {
  const coda = byte.subarray(-FINE);
  return ePdf(byte) && coda.includes('%%EOF') && coda.includes('startxref');
}

/** Also an empty one, and one in several volumes; not documents that are archives inside, like those of offices. */
export function eZip({ nomeDocumento, documento }: Allegato): boolean {
  if (/\.(zip|zipx)$/i.test(nomeDocumento)) return true;
  const segno = documento.subarray(0, 4).toString('latin1');
  return /^PK(\x03\x04|\x05\x06|\x07\x08)$/.test(segno) && !eDocumentoInZip(documento);
}

/** OOXML and OpenDocument are archives whose first member says so. */
function eDocumentoInZip(byte: Buffer): boolean {
  const inizio = byte.subarray(0, 200).toString('latin1');
  return (
    /^.{30}(mimetypeapplication\/(vnd\.oasis|epub)|\[Content_Types\]\.xml|_rels\/|docProps\/)/s.test(
      inizio,
    ) || byte.subarray(-64 * 1024).includes('[Content_Types].xml')
  );
}
