import { lazy, Suspense, useEffect, useState, type ReactElement } from 'react';
import { Attesa } from '../platform/ui/attesa.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { AnteprimaTesto } from './anteprima-testo.tsx';
import { indirizzoContenuto } from './api.ts';

const AnteprimaPdf = lazy(() => import('./anteprima-pdf.tsx'));

/** What to show: a file still here, or a document already on the server. */
export type Mostrabile = { id?: string; file?: File; nomeFile: string; formato: string };

/** The document beside the form: shown at once, from the bytes at hand when there are. */
export function Anteprima({ documento }: { documento: Mostrabile }): ReactElement {
  const indirizzo = useIndirizzo(documento);
  return (
    <section className="anteprima" aria-label={`Anteprima di ${documento.nomeFile}`}>
      <div className="anteprima__corpo">
        {indirizzo && <Contenuto documento={documento} indirizzo={indirizzo} />}
      </div>
      {documento.id && (
        <p className="anteprima__piede">
          <a href={indirizzoContenuto(documento.id, true)} target="_blank" rel="noreferrer">
            <Icona nome="external-link" /> Apri
            <span className="visually-hidden"> {documento.nomeFile} in un’altra scheda</span>
          </a>
          <a href={indirizzoContenuto(documento.id)} download={documento.nomeFile}>
            <Icona nome="download" /> Scarica<span className="visually-hidden"> {documento.nomeFile}</span>
          </a>
        </p>
      )}
    </section>
  );
}

function Contenuto({ documento, indirizzo }: { documento: Mostrabile; indirizzo: string }): ReactElement {
  const { formato, nomeFile } = documento;
  if (formato === 'application/pdf')
    return (
      <Suspense fallback={<Attesa testo="Preparazione dell’anteprima" />}>
        <AnteprimaPdf key={indirizzo} indirizzo={indirizzo} nome={nomeFile} />
      </Suspense>
    );
  if (/^image\/(png|jpeg|gif|webp|bmp|avif|svg\+xml)$/.test(formato))
    return <img className="anteprima__immagine" src={indirizzo} alt={`Documento ${nomeFile}`} />;
  if (formato === 'text/plain' || formato === 'text/csv') return <AnteprimaTesto indirizzo={indirizzo} />;
  return (
    <Vuoto icona="file" titolo="Per questo formato non c’è anteprima">
      <p>{formato || 'Formato non riconosciuto'}</p>
    </Vuoto>
  );
}

/** Address of the bytes in this browser (`blob:`) or on the server. */
function useIndirizzo({ id, file }: Mostrabile): string | undefined {
  const [locale, setLocale] = useState<string>();
  useEffect(() => {
    if (!file) return setLocale(undefined);
    const url = URL.createObjectURL(file);
    setLocale(url);
    return () => URL.revokeObjectURL(url);
  }, [file]);
  if (file) return locale;
  return id && indirizzoContenuto(id, true);
}
