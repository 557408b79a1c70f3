import { lazy, Suspense, type ReactElement } from 'react';
import { Attesa } from '../platform/ui/attesa.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { AnteprimaImmagine } from './anteprima-immagine.tsx';
import { AnteprimaTesto } from './anteprima-testo.tsx';
import { indirizzoContenuto } from './api.ts';

const AnteprimaPdf = lazy(() => import('./anteprima-pdf.tsx'));

/** What to show: a file still here, or a document already on the server. */
export type Mostrabile = { id?: string; file?: File; nomeFile: string; formato: string };

/** The document beside the form: shown at once, from the bytes at hand when there are. */
export function Anteprima({ documento }: { documento: Mostrabile }): ReactElement {
  const { id, file, nomeFile } = documento;
  return (
    <section className="anteprima" aria-label={`Anteprima di ${nomeFile}`}>
      <div className="anteprima__corpo">{(id ?? file) && <Contenuto documento={documento} />}</div>
      {id && (
        <p className="anteprima__piede">
          <a href={indirizzoContenuto(id, true)} target="_blank" rel="noreferrer">
            <Icona nome="external-link" /> Apri
            <span className="visually-hidden"> {nomeFile} in un’altra scheda</span>
          </a>
          <a href={indirizzoContenuto(id)} download={nomeFile}>
            <Icona nome="download" /> Scarica<span className="visually-hidden"> {nomeFile}</span>
          </a>
        </p>
      )}
    </section>
  );
}

function Contenuto({ documento }: { documento: Mostrabile }): ReactElement {
  const { formato, nomeFile } = documento;
  const sorgente = documento.file ?? indirizzoContenuto(documento.id ?? '', true);
  if (formato === 'application/pdf')
    return (
      <Suspense fallback={<Attesa testo="Preparazione dell’anteprima" />}>
        <AnteprimaPdf sorgente={sorgente} nome={nomeFile} />
      </Suspense>
    );
  if (/^image\/(png|jpeg|gif|webp|bmp|avif)$/.test(formato))
    return <AnteprimaImmagine sorgente={sorgente} nome={nomeFile} />;
  if (formato === 'text/plain' || formato === 'text/csv') return <AnteprimaTesto sorgente={sorgente} />;
  return (
    <Vuoto icona="file" titolo="Per questo formato non c’è anteprima">
      <p>{formato || 'Formato non riconosciuto'}</p>
    </Vuoto>
  );
}
