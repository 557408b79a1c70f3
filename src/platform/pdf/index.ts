/**
 * PDF machinery, with no word of the office in it: writing our own documents (`newPdf`, fonts, bar codes, fitting of
 * texts) and drawing on those that came from outside (`overlay`, in a sandbox).
 */
export { code128, type Code128, drawCode128, drawQr, qrCode, type QrCode, qrPath } from './barcodes.ts';
export { MM, newPdf, type NewPdf, type Pdf } from './document.ts';
export { breakLongWords, ellipsize, fitSize, wrap } from './fit.ts';
export { type Face, loadFonts } from './fonts.ts';
export { type Corner } from './free-place.ts';
export { overlay } from './overlay.ts';
export { type OverlaidPage, type OverlayJob, type OverlayResult } from './overlay-job.ts';
export { type Cell, longSheet, type LongSheet, type LongSheetHead } from './long-sheet.ts';
export { PdfRefused, type RefusalReason } from './refused.ts';
export { type Column, type SheetHead, type TableSheet, tableSheet } from './table-sheet.ts';
