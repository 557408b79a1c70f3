import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** Writes the bytes to a throw-away folder, runs `usa` there, and removes it. */
function conFile<T>(contenuto: Uint8Array, usa: (file: string, cartella: string) => T): T {
  const cartella = mkdtempSync(join(tmpdir(), 'tabularium-pdf-'));
  try {
    const file = join(cartella, 'documento.pdf');
    writeFileSync(file, contenuto);
    return usa(file, cartella);
  } finally {
    rmSync(cartella, { recursive: true });
  }
}

/** What pdftotext (poppler) reads, in the layout of the page. */
export function testoDelPdf(pdf: Uint8Array): string {
  return conFile(pdf, (file) => execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }));
}

/** Bar codes and QR codes that zbar finds on the pages rendered at `dpi`, as `TYPE:text`. */
export function codiciNelPdf(pdf: Uint8Array, dpi = 300): string[] {
  return conFile(pdf, (file, cartella) => {
    execFileSync('pdftoppm', ['-r', String(dpi), '-png', file, join(cartella, 'pagina')]);
    const immagini = readdirSync(cartella).filter((nome) => nome.endsWith('.png'));
    const uscita = execFileSync('zbarimg', ['-q', ...immagini.map((nome) => join(cartella, nome))], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return uscita.trim().split('\n');
  });
}

const JAR = [
  'preflight',
  'pdfbox2',
  'xmpbox',
  'fontbox2',
  'commons-logging',
  'commons-io',
  'javax.activation',
  'jaxb-api',
];

/** What Apache Preflight says of the file as PDF/A-1b: empty when it is valid. */
export function difettiPdfA1b(pdf: Uint8Array): string {
  return conFile(pdf, (file) => {
    const classi = JAR.map((nome) => `/usr/share/java/${nome}.jar`).join(':');
    const comando = `java -cp ${classi} org.apache.pdfbox.preflight.Validator_A1b ${file} || true`;
    const uscita = execFileSync('sh', ['-c', comando], { encoding: 'utf8' }).trim();
    return uscita.includes('is a valid PDF/A-1b file') ? '' : uscita || 'Preflight non ha risposto';
  });
}

/** A piece of text on a page as seen (points, y downwards); `dritto` when it reads from left to right. */
export type Scritta = { testo: string; x0: number; y0: number; x1: number; y1: number; dritto: boolean };

export type PaginaVista = { larghezza: number; altezza: number; scritte: Scritta[] };

/** The pages as a viewer shows them: rotation, crop box and unit applied. */
export async function pagineViste(pdf: Uint8Array): Promise<PaginaVista[]> {
  const documento = await getDocument({ data: Uint8Array.from(pdf), verbosity: 0, disableFontFace: true })
    .promise;
  const pagine: PaginaVista[] = [];
  for (let numero = 1; numero <= documento.numPages; numero++) {
    const pagina = await documento.getPage(numero);
    const vista = pagina.getViewport({ scale: 1 });
    const { items } = await pagina.getTextContent();
    const scritte = items.flatMap((item) => {
      if (!('str' in item) || item.str.trim() === '') return [];
      const [a, b, c, d, e, f] = item.transform as [number, number, number, number, number, number];
      const [lungo, alto] = [Math.hypot(a, b), Math.hypot(c, d)];
      const angolo = (x: number, y: number): [number, number] =>
        vista.convertToViewportPoint(
          e + (a / lungo) * x + (c / alto) * y,
          f + (b / lungo) * x + (d / alto) * y,
        ) as [number, number];
      const [inizio, fine] = [angolo(0, 0), angolo(item.width, 0)];
      const angoli = [inizio, fine, angolo(0, item.height), angolo(item.width, item.height)];
      const xs = angoli.map(([x]) => x);
      const ys = angoli.map(([, y]) => y);
      const [coseno, seno] = [fine[0] - inizio[0], fine[1] - inizio[1]];
      const riquadro = { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
      return [{ testo: item.str, ...riquadro, dritto: coseno > 0 && Math.abs(seno) < 1e-3 * coseno }];
    });
    pagine.push({ larghezza: vista.width, altezza: vista.height, scritte });
  }
  await documento.loadingTask.destroy();
  return pagine;
}
