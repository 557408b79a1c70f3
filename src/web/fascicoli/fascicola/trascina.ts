import { useState, type DragEvent } from 'react';
import type { Registrata } from '../api.ts';

/** A document one can put in a fascicolo: registered, or already in one, or both. */
export type DaFascicolare = {
  /** How it is called on the screen: number and oggetto, or name. */
  titolo: string;
  registrazione?: Registrata;
  classificazione?: string;
  /** Where it is now, when it is dragged or moved from a fascicolo. */
  posto?: { fascicolazione: string; fascicolo: string; puoSpostare: boolean };
};

const TIPO = 'application/x-tabularium-documento';

export function iniziaTrascinamento(e: DragEvent, documento: DaFascicolare): void {
  e.dataTransfer.setData(TIPO, JSON.stringify(documento));
  e.dataTransfer.setData('text/plain', documento.titolo);
  e.dataTransfer.effectAllowed = 'copyMove';
}

type Bersaglio = {
  onDocumento: (documento: DaFascicolare) => void;
  onFile?: (file: readonly File[]) => void;
  attivo?: boolean;
};

/** What makes an element a place where documents, or files of the computer, are dropped. */
export function useBersaglio({ onDocumento, onFile, attivo = true }: Bersaglio): {
  sopra: boolean;
  attributi: {
    onDragOver?: (e: DragEvent) => void;
    onDragLeave?: (e: DragEvent) => void;
    onDrop?: (e: DragEvent) => void;
  };
} {
  const [sopra, setSopra] = useState(false);
  if (!attivo) return { sopra: false, attributi: {} };
  const accetta = (e: DragEvent): boolean =>
    e.dataTransfer.types.includes(TIPO) || (onFile !== undefined && e.dataTransfer.types.includes('Files'));
  return {
    sopra,
    attributi: {
      onDragOver: (e) => {
        if (!accetta(e)) return;
        e.preventDefault();
        e.stopPropagation();
        setSopra(true);
      },
      onDragLeave: (e) => {
        if (!(e.relatedTarget instanceof Node) || !e.currentTarget.contains(e.relatedTarget)) setSopra(false);
      },
      onDrop: (e) => {
        if (!accetta(e)) return;
        e.preventDefault();
        e.stopPropagation();
        setSopra(false);
        const testo = e.dataTransfer.getData(TIPO);
        if (testo) onDocumento(JSON.parse(testo) as DaFascicolare);
        else if (e.dataTransfer.files.length > 0) onFile?.([...e.dataTransfer.files]);
      },
    },
  };
}
