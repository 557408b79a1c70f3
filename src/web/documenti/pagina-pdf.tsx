import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { PDFDocumentProxy } from 'pdfjs-dist';

type Proprieta = { pdf: PDFDocumentProxy; numero: number; scala: number; nome: string };

/** One page on a canvas as wide as its box, drawn the first time it is seen and again when the zoom changes. */
export function PaginaPdf({ pdf, numero, scala, nome }: Proprieta): ReactElement {
  const foglio = useRef<HTMLCanvasElement>(null);
  const [vista, setVista] = useState(numero === 1);
  useEffect(() => {
    if (!foglio.current || vista) return;
    const occhio = new IntersectionObserver((voci) => voci.some((v) => v.isIntersecting) && setVista(true), {
      rootMargin: '400px',
    });
    occhio.observe(foglio.current);
    return () => occhio.disconnect();
  }, [vista]);
  useEffect(() => {
    if (!vista) return;
    let lascia = (): void => undefined;
    let attuale = true;
    const disegna = async (): Promise<void> => {
      const pagina = await pdf.getPage(numero);
      const canvas = foglio.current;
      if (!canvas || !attuale) return;
      const largo = (canvas.parentElement?.clientWidth ?? 600) * scala;
      const densita = Math.min(devicePixelRatio, 2);
      const viewport = pagina.getViewport({
        scale: (largo / pagina.getViewport({ scale: 1 }).width) * densita,
      });
      canvas.width = Math.round(viewport.width);
      canvas.height = Math.round(viewport.height);
      canvas.style.width = `${Math.round(largo)}px`;
      canvas.style.height = 'auto';
      const lavoro = pagina.render({ canvas, viewport });
      lascia = () => lavoro.cancel();
      await lavoro.promise;
    };
    // A cancelled or failed drawing leaves a blank page; the document can still be opened and saved.
    disegna().catch(() => foglio.current?.setAttribute('data-bianca', ''));
    return () => {
      attuale = false;
      lascia();
    };
  }, [vista, pdf, numero, scala]);
  return (
    <div className="foglio">
      <canvas ref={foglio} role="img" aria-label={`Pagina ${numero} di ${pdf.numPages} di ${nome}`} />
    </div>
  );
}
