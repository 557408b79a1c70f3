import { useState, type ReactElement } from 'react';
import { Anteprima } from '../../documenti/anteprima.tsx';
import { dataOra } from '../../platform/date/roma.ts';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { useLargo } from '../../platform/ui/use-largo.ts';
import type { DocumentoRegistrato, Registrazione } from '../tipi.ts';

/** The document, with a way to its attachments. On a narrow window it is opened on demand. */
export function DocumentoDettaglio({ registrazione: r }: { registrazione: Registrazione }): ReactElement {
  const file = [r.documentoPrincipale, ...r.allegati].filter(
    (d): d is DocumentoRegistrato => d?.id !== undefined,
  );
  const [scelto, setScelto] = useState(0);
  const largo = useLargo(992);
  const documento = file[scelto];
  const vista = (
    <>
      {file.length > 1 && (
        <div className="dettaglio__file" role="group" aria-label="Documento mostrato">
          {file.map((d, i) => (
            <button
              key={d.id}
              type="button"
              className="dettaglio__scelta"
              aria-pressed={i === scelto}
              onClick={() => setScelto(i)}
            >
              {d.nomeFile}
            </button>
          ))}
        </div>
      )}
      {r.contenutoNonConsultabile !== undefined ? (
        <Vuoto icona="locked" titolo="Il contenuto non si può leggere">
          <p>
            {r.contenutoNonConsultabile === 'documento.gara-in-corso' && r.garaFinoA
              ? `È l’offerta di una gara: resta chiusa per tutti fino al ${dataOra(r.garaFinoA)}.`
              : 'Con questo incarico si leggono gli estremi dei documenti, non il contenuto.'}
          </p>
        </Vuoto>
      ) : documento?.id ? (
        <Anteprima
          key={documento.id}
          documento={{
            id: documento.id,
            nomeFile: documento.nomeFile ?? '',
            formato: documento.formato ?? '',
          }}
        />
      ) : (
        <Vuoto icona="box" titolo="Documento di carta">
          <p>{r.analogico && `${r.analogico.esemplare}${r.analogico.unico ? ', esemplare unico' : ''}`}</p>
        </Vuoto>
      )}
    </>
  );
  if (largo)
    return (
      <section className="dettaglio__documento" aria-label="Documento">
        {vista}
      </section>
    );
  return (
    <details className="dettaglio__documento">
      <summary>Documento{documento?.nomeFile ? `: ${documento.nomeFile}` : ''}</summary>
      {vista}
    </details>
  );
}
