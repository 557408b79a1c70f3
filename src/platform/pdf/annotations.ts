import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFPage } from '@cantoo/pdf-lib';
import { type Box } from './geometry.ts';

const HIDDEN = 2;
const NO_VIEW = 32;
const withoutInk = new Set(['Link', 'Popup']);

/** Boxes, in page coordinates, of the visible annotations: form fields, notes, graphic signatures. */
export function annotationBoxes(page: PDFPage): Box[] {
  const annotations = page.node.lookup(PDFName.Annots);
  if (!(annotations instanceof PDFArray)) return [];
  return annotations.asArray().flatMap((item) => {
    const annotation = page.doc.context.lookup(item);
    return annotation instanceof PDFDict ? visibleBox(annotation) : [];
  });
}

function visibleBox(annotation: PDFDict): Box[] {
  const flags = annotation.lookup(PDFName.of('F'));
  const kind = annotation.lookup(PDFName.of('Subtype'));
  const rect = annotation.lookup(PDFName.of('Rect'));
  if (flags instanceof PDFNumber && (flags.asNumber() & (HIDDEN | NO_VIEW)) !== 0) return [];
  if (kind instanceof PDFName && withoutInk.has(kind.decodeText())) return [];
  if (!(rect instanceof PDFArray) || rect.size() !== 4) return [];
  const numbers = rect.asArray().flatMap((item) => {
    const value = annotation.context.lookup(item);
    return value instanceof PDFNumber ? [value.asNumber()] : [];
  });
  const [a, b, c, d] = numbers;
  if (a === undefined || b === undefined || c === undefined || d === undefined || a === c || b === d)
    return [];
  return [{ x0: Math.min(a, c), y0: Math.min(b, d), x1: Math.max(a, c), y1: Math.max(b, d) }];
}
