import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The text of a PDF as poppler reads it, white space folded. */
export function testoDelPdf(pdf: Uint8Array): string {
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString().replace(/\s+/g, ' ');
}

/** The codes a scanner finds on the pages of a PDF: `CODE-128:…`, `QR-Code:…`. */
export function codiciDelPdf(pdf: Uint8Array): string[] {
  const cartella = mkdtempSync(join(tmpdir(), 'stampe-'));
  try {
    writeFileSync(join(cartella, 'x.pdf'), pdf);
    execFileSync('pdftoppm', ['-r', '400', '-png', join(cartella, 'x.pdf'), join(cartella, 'p')]);
    const pagine = readdirSync(cartella).filter((f) => f.endsWith('.png'));
    return execFileSync('zbarimg', ['-q', ...pagine.map((f) => join(cartella, f))])
      .toString()
      .trim()
      .split('\n');
  } finally {
    rmSync(cartella, { recursive: true });
  }
}
