import type { Campione } from './campione.ts';

const OOXML = 'application/vnd.openxmlformats-officedocument';
// Names of the entries, which the central directory at the end of a zip holds uncompressed.
const VOCI_ZIP: [string, string][] = [
  ['word/document.xml', `${OOXML}.wordprocessingml.document`],
  ['xl/workbook.xml', `${OOXML}.spreadsheetml.sheet`],
  ['xl/workbook.bin', 'application/vnd.ms-excel.sheet.binary.macroenabled.12'],
  ['ppt/presentation.xml', `${OOXML}.presentationml.presentation`],
];

/**
 * The kind of a zip that the detector took for a plain one: those that declare it in a first entry `mimetype`, stored
 * (OpenDocument, ASiC), and Office files whose list of contents is not at the beginning.
 */
export function tipoZip({ testa, coda }: Campione): string {
  const mimetype = /^PK\x03\x04[^]{26}mimetype(application\/[\w.+-]+?)(?=PK|$)/.exec(
    testa.subarray(0, 200).toString('latin1'),
  )?.[1];
  if (mimetype) return mimetype;
  return VOCI_ZIP.find(([voce]) => coda.includes(voce))?.[1] ?? 'application/zip';
}

const FLUSSI_CFB: [string, string][] = [
  ['WordDocument', 'application/msword'],
  ['Workbook', 'application/vnd.ms-excel'],
  ['PowerPoint Document', 'application/vnd.ms-powerpoint'],
  ['__properties_version1.0', 'application/vnd.ms-outlook'],
];

/** The kind of a compound file (Office 97-2003, Outlook message), from the names of its streams. */
export function tipoCfb({ testa, coda }: Campione): string {
  const trovato = FLUSSI_CFB.find(([nome]) => {
    const scritto = Buffer.from(nome, 'utf16le');
    return testa.includes(scritto) || coda.includes(scritto);
  });
  return trovato?.[1] ?? 'application/x-cfb';
}
