import { useRef, useState, type DragEvent, type ReactElement, type Ref } from 'react';
import { Icona } from '../platform/ui/icona.tsx';

type Proprieta = {
  onFile: (file: readonly File[]) => void;
  /** The button, first field of the screen. */
  bottone: Ref<HTMLButtonElement>;
  piccola: boolean;
  descritta?: string | undefined;
};

/** Where files are dropped, or chosen from the disk with the button. */
export function ZonaCarico({ onFile, bottone, piccola, descritta }: Proprieta): ReactElement {
  const [sopra, setSopra] = useState(false);
  const campo = useRef<HTMLInputElement>(null);
  const lascia = (e: DragEvent): void => {
    e.preventDefault();
    setSopra(false);
    if (e.dataTransfer.files.length > 0) onFile([...e.dataTransfer.files]);
  };
  return (
    <div
      className={`zona ${sopra ? 'zona--sopra' : ''} ${piccola ? 'zona--piccola' : ''}`}
      onDragOver={(e) => {
        e.preventDefault();
        setSopra(true);
      }}
      onDragLeave={() => setSopra(false)}
      onDrop={lascia}
    >
      <Icona nome="upload" classe="zona__icona" />
      <p className="zona__testo">
        {piccola ? 'Altri allegati?' : 'Trascinare qui il documento e i suoi allegati'}
      </p>
      <button
        type="button"
        ref={bottone}
        id="r-documenti"
        className="btn btn-outline-primary btn-sm"
        aria-describedby={descritta}
        onClick={() => campo.current?.click()}
      >
        {piccola ? 'Aggiungi file' : 'Scegli i file'}
      </button>
      <input
        ref={campo}
        type="file"
        multiple
        hidden
        aria-label="File da caricare"
        onChange={(e) => {
          if (e.target.files) onFile([...e.target.files]);
          e.target.value = '';
        }}
      />
    </div>
  );
}
