import { isUtf8 } from 'node:buffer';
import { Rifiuto } from '#platform/http';

/**
 * Text of a file made by whatever spreadsheet the office has: UTF-8 with or without BOM, UTF-16 with BOM ("testo Unicode"
 * of Excel), else Windows-1252, which every byte can be.
 *
 * @throws Rifiuto `destinatari.non-testo` for a workbook sent as it is
 */
export function decodificaTesto(contenuto: Buffer): string {
  if (contenuto.subarray(0, 2).equals(Buffer.from('PK')) || contenuto.subarray(0, 4).equals(OLE))
    throw new Rifiuto({
      codice: 'destinatari.non-testo',
      categoria: 'nonValido',
      dettaglio: 'Il file è un foglio di calcolo: occorre salvarlo in formato CSV.',
      campo: 'file',
    });
  if (contenuto[0] === 0xff && contenuto[1] === 0xfe) return new TextDecoder('utf-16le').decode(contenuto);
  if (contenuto[0] === 0xfe && contenuto[1] === 0xff) return new TextDecoder('utf-16be').decode(contenuto);
  return new TextDecoder(isUtf8(contenuto) ? 'utf-8' : 'windows-1252').decode(contenuto);
}

// Old workbooks (.xls).
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
