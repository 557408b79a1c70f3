import { useEffect, useState, type ReactElement } from 'react';
import type { PDFDocumentLoadingTask, PDFDocumentProxy } from 'pdfjs-dist';
import { Attesa } from '../platform/ui/attesa.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { PaginaPdf } from './pagina-pdf.tsx';
import { apriPdf } from './pdf.ts';

const ZOOM = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

/** The pages of a PDF one under the other, each drawn when it comes into view. */
export default function AnteprimaPdf({
  sorgente,
  nome,
}: {
  sorgente: File | string;
  nome: string;
}): ReactElement {
  const [pdf, setPdf] = useState<PDFDocumentProxy>();
  const [errore, setErrore] = useState<string>();
  const [zoom, setZoom] = useState(2);
  useEffect(() => {
    let lavoro: PDFDocumentLoadingTask | undefined;
    let attuale = true;
    const apri = async (): Promise<void> => {
      const letta = typeof sorgente === 'string' ? { url: sorgente } : { data: await sorgente.arrayBuffer() };
      if (!attuale) return;
      lavoro = apriPdf(letta);
      setPdf(await lavoro.promise);
    };
    apri().catch((e: unknown) => {
      const protetto = e instanceof Error && e.name === 'PasswordException';
      if (attuale) setErrore(protetto ? 'Il PDF è protetto da password' : 'Il PDF non si può mostrare');
    });
    return () => {
      attuale = false;
      setPdf(undefined);
      setErrore(undefined);
      void lavoro?.destroy();
    };
  }, [sorgente]);
  if (errore) return <Vuoto icona="file-pdf" titolo={errore} />;
  if (!pdf) return <Attesa testo="Apertura del PDF" />;
  return (
    <>
      <div className="anteprima__barra">
        <span>{pdf.numPages === 1 ? '1 pagina' : `${pdf.numPages} pagine`}</span>
        <button
          type="button"
          className="bottone-icona"
          disabled={zoom === 0}
          onClick={() => setZoom(zoom - 1)}
          aria-label="Rimpicciolisci"
        >
          <Icona nome="zoom-out" />
        </button>
        <button
          type="button"
          className="bottone-icona"
          disabled={zoom === ZOOM.length - 1}
          onClick={() => setZoom(zoom + 1)}
          aria-label="Ingrandisci"
        >
          <Icona nome="zoom-in" />
        </button>
      </div>
      <div className="anteprima__pagine" tabIndex={0} role="group" aria-label={`Pagine di ${nome}`}>
        {Array.from({ length: pdf.numPages }, (_, i) => (
          <PaginaPdf key={i} pdf={pdf} numero={i + 1} scala={ZOOM[zoom] ?? 1} nome={nome} />
        ))}
      </div>
    </>
  );
}
