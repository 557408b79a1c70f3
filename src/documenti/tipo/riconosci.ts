import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { campionaByte, type Campione } from './campione.ts';
import { tipoCms } from './cms.ts';
import { tipoCfb, tipoZip } from './contenitori.ts';
import { casuale, comeTesto, tipoTesto } from './testo.ts';

/** `formato` is a media type; `secondo` the program, with its version, that found it in the bytes. */
export type Riconosciuto = { formato: string; secondo: string };

function versione(cartella: string): string {
  const { name, version } = JSON.parse(readFileSync(join(cartella, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  return `${name} ${version}`;
}
const rilevatore = versione(join(dirname(createRequire(import.meta.url).resolve('file-type')), '..'));
const nostro = versione(join(import.meta.dirname, '../../..'));

async function daRilevatore(testa: Buffer): Promise<string | undefined> {
  // Loaded at the first upload: most of what starts this program never uploads.
  const { fileTypeFromBuffer } = await import('file-type');
  return (await fileTypeFromBuffer(testa))?.mime;
}

/**
 * Says what a file is from its bytes; its name has no say. What is not recognised is `application/octet-stream`: a kind
 * like any other, never an error.
 */
export async function riconosci(campione: Campione): Promise<Riconosciuto> {
  const { testa } = campione;
  const noi = (formato: string): Riconosciuto => ({ formato, secondo: nostro });
  const cms = tipoCms(testa);
  if (cms) return noi(cms);
  const formato = await daRilevatore(testa);
  if (formato === 'application/zip') return noi(tipoZip(campione));
  if (formato === 'application/x-cfb') return noi(tipoCfb(campione));
  const testo = comeTesto(campione);
  // An XML declaration says how a text is written, not yet what it is.
  if (formato === 'application/xml' && testo !== undefined) return noi(tipoTesto(testo));
  if (formato !== undefined && !casuale(formato, testo)) return { formato, secondo: rilevatore };
  // Readers accept a PDF whose first line is preceded by something else, within the first kilobyte.
  if (testa.subarray(0, 1024).includes('%PDF-')) return noi('application/pdf');
  return noi(testo === undefined ? 'application/octet-stream' : tipoTesto(testo));
}

/** The same of bytes that are in memory. @returns media type */
export async function riconosciByte(byte: Buffer): Promise<string> {
  return (await riconosci(campionaByte(byte))).formato;
}
