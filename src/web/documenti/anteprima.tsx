import { lazy, Suspense, type ReactElement } from 'react';
import { Attesa } from '../platform/ui/attesa.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { AnteprimaImmagine } from './anteprima-immagine.tsx';
import { AnteprimaTesto } from './anteprima-testo.tsx';
import { indirizzoContenuto } from './api.ts';

const AnteprimaPdf = lazy(() => import('./anteprima-pdf.tsx'));

/** What to show: a file still here, a document already on the server, or whatever has an address there. */
export type Mostrabile = {
  id?: string;
  file?: File;
  indirizzi?: { mostra: string; scarica: string };
  nomeFile: string;
  formato: string;
};

/** The document beside the form: shown at once, from the bytes at hand when there are. */
export function Anteprima({ documento }: { documento: Mostrabile }): ReactElement {
  const { id, file, nomeFile } = documento;
  const indirizzi =
    documento.indirizzi ??
    (id ? { mostra: indirizzoContenuto(id, true), scarica: indirizzoContenuto(id) } : undefined);
  const sorgente = file ?? indirizzi?.mostra;
  return (
    <section className="anteprima" aria-label={`Anteprima di ${nomeFile}`}>
      <div className="anteprima__corpo">
        {sorgente !== undefined && <Contenuto documento={documento} sorgente={sorgente} />}
      </div>
      {indirizzi && (
        <p className="anteprima__piede">
          <a href={indirizzi.mostra} target="_blank" rel="noreferrer">
            <Icona nome="external-link" /> Apri
            <span className="visually-hidden"> {nomeFile} in un’altra scheda</span>
          </a>
          <a href={indirizzi.scarica} download={nomeFile}>
            <Icona nome="download" /> Scarica<span className="visually-hidden"> {nomeFile}</span>
          </a>
        </p>
      )}
    </section>
  );
}

function Contenuto({
  documento,
  sorgente,
}: {
  documento: Mostrabile;
  sorgente: File | string;
}): ReactElement {
  const { formato, nomeFile } = documento;
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
