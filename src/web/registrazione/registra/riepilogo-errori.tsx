import { Alert } from 'design-react-kit';
import { useEffect, useRef, type ReactElement } from 'react';
import { ErroreAbbandono, ErroreApi } from '../../platform/http/errore.ts';
import { idCampo, type Errori } from './contesto.ts';

type Proprieta = { errore: unknown; campi: Errori };

/** What the server refused and where: each line leads to its field. Nothing was registered, nothing is lost. */
export function RiepilogoErrori({ errore, campi }: Proprieta): ReactElement | null {
  const riquadro = useRef<HTMLDivElement>(null);
  useEffect(() => riquadro.current?.focus(), []);
  const voci = Object.entries(campi);
  // Errors about fields go away as they are mended; the others stay until the next try.
  const tuttiSanati = voci.length === 0 && !(errore instanceof Error && !conCampi(errore));
  if (tuttiSanati || errore instanceof ErroreAbbandono) return null;
  return (
    <div ref={riquadro} tabIndex={-1} className="avviso-errore">
      <Alert color="danger" fade={false}>
        <h2 className="avviso-errore__titolo">Non è stato registrato nulla</h2>
        {voci.length > 0 ? (
          <ul>
            {voci.map(([campo, messaggio]) => (
              <li key={campo}>
                <a
                  href={`#${idCampo(campo)}`}
                  onClick={(e) => {
                    e.preventDefault();
                    document.getElementById(idCampo(campo))?.focus();
                  }}
                >
                  {messaggio}
                </a>
              </li>
            ))}
          </ul>
        ) : (
          <p>{errore instanceof Error ? errore.message : 'Si è verificato un errore.'}</p>
        )}
        {errore instanceof ErroreApi && errore.stato >= 500 && errore.richiesta && (
          <p className="avviso-errore__codice">Codice per l’assistenza: {errore.richiesta}</p>
        )}
      </Alert>
    </div>
  );
}

function conCampi(errore: Error): boolean {
  return errore instanceof ErroreApi && errore.campi.length > 0;
}
