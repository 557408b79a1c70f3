import {
  getDocument,
  GlobalWorkerOptions,
  type PDFDocumentLoadingTask,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import lavoratore from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = lavoratore;

const parti = `${import.meta.env.BASE_URL}pdfjs/`;

/** Opens a PDF for drawing; nothing in it runs, nothing is fetched from elsewhere. */
export function apriPdf(sorgente: { url: string } | { data: ArrayBuffer }): PDFDocumentLoadingTask {
  return getDocument({
    ...sorgente,
    cMapUrl: `${parti}cmaps/`,
    standardFontDataUrl: `${parti}standard_fonts/`,
    iccUrl: `${parti}iccs/`,
    wasmUrl: `${parti}wasm/`,
    // The page's policy lets no WebAssembly run.
    useWasm: false,
    enableXfa: false,
  });
}
