const OOXML = 'application/vnd.openxmlformats-officedocument';
const ODF = 'application/vnd.oasis.opendocument';

/** Kinds as the office calls them, to end "il contenuto è …". */
const NOMI: Record<string, string> = {
  'application/pdf': 'un PDF',
  'application/pkcs7-mime': 'una busta firmata o cifrata (P7M)',
  'application/timestamped-data': 'una busta con marca temporale (TSD)',
  'message/rfc822': 'un messaggio di posta elettronica',
  'application/xml': 'un XML',
  'text/html': 'una pagina HTML',
  'text/plain': 'un testo semplice',
  'text/csv': 'una tabella di testo (CSV)',
  'text/x-shellscript': 'un programma (script)',
  'application/json': 'un JSON',
  'image/svg+xml': 'un disegno SVG',
  'image/jpeg': 'un’immagine JPEG',
  'image/png': 'un’immagine PNG',
  'image/gif': 'un’immagine GIF',
  'image/tiff': 'un’immagine TIFF',
  'image/webp': 'un’immagine WebP',
  'application/rtf': 'un testo RTF',
  'application/zip': 'un archivio ZIP',
  'application/x-7z-compressed': 'un archivio 7-Zip',
  'application/x-rar-compressed': 'un archivio RAR',
  'application/msword': 'un documento Word 97-2003',
  'application/vnd.ms-excel': 'un foglio Excel 97-2003',
  'application/vnd.ms-powerpoint': 'una presentazione PowerPoint 97-2003',
  'application/vnd.ms-outlook': 'un messaggio di Outlook',
  'application/x-msdownload': 'un programma per Windows',
  'application/x-elf': 'un programma',
  [`${OOXML}.wordprocessingml.document`]: 'un documento Word',
  [`${OOXML}.spreadsheetml.sheet`]: 'un foglio Excel',
  [`${OOXML}.presentationml.presentation`]: 'una presentazione PowerPoint',
  [`${ODF}.text`]: 'un testo OpenDocument',
  [`${ODF}.spreadsheet`]: 'un foglio OpenDocument',
  [`${ODF}.presentation`]: 'una presentazione OpenDocument',
};

export function nomeDelFormato(formato: string): string {
  if (formato === 'application/octet-stream') return 'di un tipo che non si riconosce';
  return NOMI[formato] ?? `di tipo ${formato}`;
}

/** What may be found inside a file whose name ends so. An ending that is not here promises nothing. */
const ATTESI: Record<string, RegExp> = {
  pdf: /^application\/pdf$/,
  p7m: /^application\/pkcs7-mime$/,
  p7s: /^application\/pkcs7-mime$/,
  tsd: /^application\/timestamped-data$/,
  eml: /^message\/rfc822$/,
  msg: /^application\/(vnd\.ms-outlook|x-cfb)$/,
  txt: /^(text\/|message\/rfc822$|application\/(json|xml)$)/,
  csv: /^text\/(csv|plain)$/,
  xml: /^(application\/xml|image\/svg\+xml|text\/html)$/,
  html: /^(text\/html|application\/xml)$/,
  htm: /^(text\/html|application\/xml)$/,
  json: /^application\/json$/,
  svg: /^image\/svg\+xml$/,
  jpg: /^image\/jpeg$/,
  jpeg: /^image\/jpeg$/,
  png: /^image\/a?png$/,
  gif: /^image\/gif$/,
  tif: /^image\/tiff$/,
  tiff: /^image\/tiff$/,
  webp: /^image\/webp$/,
  rtf: /^application\/rtf$/,
  zip: /^application\/(zip$|vnd\.)/,
  '7z': /^application\/x-7z-compressed$/,
  rar: /^application\/x-rar-compressed$/,
  doc: /^application\/(msword|x-cfb)$/,
  xls: /^application\/(vnd\.ms-excel|x-cfb)$/,
  ppt: /^application\/(vnd\.ms-powerpoint|x-cfb)$/,
  docx: /wordprocessingml\.document$/,
  xlsx: /spreadsheetml\.sheet$/,
  pptx: /presentationml\.presentation$/,
  odt: /opendocument\.text$/,
  ods: /opendocument\.spreadsheet$/,
  odp: /opendocument\.presentation$/,
};

/** The ending of a name, lower case and without its dot; empty when there is none. */
export function estensione(nomeFile: string): string {
  return (/\.([^./\\]+)$/.exec(nomeFile.trimEnd())?.[1] ?? '').toLowerCase();
}

/** False when the name promises a kind and the bytes are of another. */
export function nomeVeritiero(nomeFile: string, formato: string): boolean {
  return ATTESI[estensione(nomeFile)]?.test(formato) ?? true;
}
