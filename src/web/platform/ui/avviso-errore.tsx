import { Alert } from 'design-react-kit';
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { ErroreAbbandono, ErroreApi } from '../http/errore.ts';

type Proprieta = { errore: unknown; fuoco?: boolean; children?: ReactNode };

/** An error in the office's words, with the id to quote to the assistance. It stays until the matter is settled. */
export function AvvisoErrore({ errore, fuoco = false, children }: Proprieta): ReactElement | null {
  const riquadro = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (fuoco && errore) riquadro.current?.focus();
  }, [fuoco, errore]);
  if (!errore || errore instanceof ErroreAbbandono) return null;
  return (
    <div ref={riquadro} tabIndex={-1} className="avviso-errore">
      <Alert color="danger" fade={false}>
        <p className="mb-0">{errore instanceof Error ? errore.message : 'Si è verificato un errore.'}</p>
        {children}
        {errore instanceof ErroreApi && errore.stato >= 500 && errore.richiesta && (
          <p className="avviso-errore__codice">Codice per l’assistenza: {errore.richiesta}</p>
        )}
      </Alert>
    </div>
  );
}
