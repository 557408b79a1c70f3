// The inside of the sandbox: everything that parses a PDF of unknown origin runs here and nowhere else.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { EncryptedPDFError, PDFDocument, type PDFPage } from '@cantoo/pdf-lib';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Answer } from '#platform/sandbox';
import { annotationBoxes } from './annotations.ts';
import { CLEARANCE, EDGE, findFreePlace, type Size } from './free-place.ts';
import { invert, type Matrix } from './geometry.ts';
import { type PageContent, readPage } from './obstacles.ts';
import { MAX_PAGES, type OverlaidPage, type OverlayJob, type OverlayResult } from './overlay-job.ts';
import { overlayPage, type Placement } from './overlay-page.ts';
import { PdfRefused, type RefusalReason } from './refused.ts';
import { surrogateOf } from './surrogate.ts';
import { writingMode } from './writing-mode.ts';

/** A stamp that finds no place is tried a little smaller, still legible, before the page is made taller. */
const SMALLER = 0.85;

const pdfjsFolder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

async function run(job: OverlayJob): Promise<OverlayResult> {
  const document = await load(job.pdf);
  const pages = pagesToStamp(document, job.pages);
  const [stamp] = await document.embedPdf(job.stamp);
  if (!stamp) throw new Error('the stamp has no page');
  const surrogate = await openSurrogate(document, pages);
  try {
    const done: OverlaidPage[] = [];
    for (const [index, page] of pages.entries()) {
      const seen = await surrogate.getPage(index + 1);
      const viewport = seen.getViewport({ scale: 1 });
      const content = await readPage(seen, annotationBoxes(page));
      const { placement, report } = choose(job.place, stamp, content);
      overlayPage(document, page, stamp.ref, stamp, placement, {
        fromView: invert(viewport.transform as unknown as Matrix),
        width: viewport.width,
        height: viewport.height,
        unbalancedSaves: content.unbalancedSaves,
      });
      seen.cleanup();
      done.push(report);
    }
    const pdf = await document.save({ ...writingMode(job.pdf), updateFieldAppearances: false });
    return { pdf, pages: done };
  } finally {
    await surrogate.loadingTask.destroy();
  }
}

async function load(pdf: Uint8Array): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(pdf, {
      forIncrementalUpdate: true,
      updateMetadata: false,
      parseSpeed: Infinity,
    });
  } catch (error) {
    if (error instanceof EncryptedPDFError) throw new PdfRefused('encrypted', 'protected by a password');
    throw new PdfRefused('unreadable', String(error), { cause: error });
  }
}

function pagesToStamp(document: PDFDocument, which: OverlayJob['pages']): PDFPage[] {
  let pages: PDFPage[];
  try {
    pages = document.getPages();
  } catch (error) {
    throw new PdfRefused('unreadable', String(error), { cause: error });
  }
  if (pages.length === 0) throw new PdfRefused('unreadable', 'no pages');
  if (which === 'first') return pages.slice(0, 1);
  if (pages.length > MAX_PAGES) throw new PdfRefused('tooLarge', 'too many pages');
  return pages;
}

async function openSurrogate(document: PDFDocument, pages: PDFPage[]): Promise<PDFDocumentProxy> {
  try {
    return await getDocument({
      data: await surrogateOf(document, pages),
      cMapUrl: join(pdfjsFolder, 'cmaps/'),
      standardFontDataUrl: join(pdfjsFolder, 'standard_fonts/'),
      disableFontFace: true,
      useSystemFonts: false,
      verbosity: 0,
    }).promise;
  } catch (error) {
    throw new PdfRefused('unreadable', String(error), { cause: error });
  }
}

/** The place of the stamp on one page; where the page is full, a white band that makes it taller. */
function choose(
  wish: OverlayJob['place'],
  natural: Size,
  { occupancy }: PageContent,
): { placement: Placement; report: OverlaidPage } {
  const { width, height } = natural;
  if (typeof wish === 'object') {
    const x0 = Math.max(0, Math.min(wish.x, occupancy.width - width));
    const y0 = Math.max(0, Math.min(wish.y, occupancy.height - height));
    const box = { x0, y0, x1: x0 + width, y1: y0 + height };
    return { placement: { box }, report: { at: 'exact', covers: !occupancy.isFree(box, 0) } };
  }
  for (const scale of [1, SMALLER]) {
    const found = findFreePlace(occupancy, { width: width * scale, height: height * scale }, wish);
    if (found) return { placement: { box: found.box }, report: { at: found.corner, covers: false } };
  }
  const top = wish === 'topRight' || wish === 'topLeft';
  const right = wish === 'topRight' || wish === 'bottomRight';
  const scale = Math.min(1, (occupancy.width - 2 * CLEARANCE) / width);
  const size = { width: width * scale, height: height * scale };
  const edge = Math.min(EDGE, (occupancy.width - size.width) / 2);
  const band = size.height + EDGE + CLEARANCE;
  const x0 = right ? occupancy.width - edge - size.width : edge;
  const y0 = top ? EDGE - band : occupancy.height + CLEARANCE;
  return {
    placement: {
      box: { x0, y0, x1: x0 + size.width, y1: y0 + size.height },
      extension: { side: top ? 'top' : 'bottom', height: band },
    },
    report: { at: top ? 'topBand' : 'bottomBand', covers: false },
  };
}

function answer(error: unknown): Answer<OverlayResult, RefusalReason> {
  if (error instanceof PdfRefused) return { refused: error.reason, detail: error.message };
  // A stack overflow or a wrong type deep in the page: the file, not our code, decides what these libraries walk through.
  return {
    refused: 'unreadable',
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}

parentPort?.on('message', (job: OverlayJob) => {
  run(job).then(
    (result) =>
      parentPort?.postMessage({ result } satisfies Answer<OverlayResult, RefusalReason>, [
        result.pdf.buffer as ArrayBuffer,
      ]),
    (error: unknown) => parentPort?.postMessage(answer(error)),
  );
});
