import type { ReactElement } from 'react';
import { ErroreApi } from '../platform/http/errore.ts';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';

/** A refusal; when one must prove who he is, also how to, without losing what is written. */
export function ErroreFornitore({ errore }: { errore: Error | null }): ReactElement {
  const prova = errore instanceof ErroreApi && errore.codice === 'sessione.prova-richiesta';
  return (
    <AvvisoErrore errore={errore} fuoco>
      {prova && (
        <p className="mb-0">
          Bloccare la sessione dal menu col proprio nome e sbloccarla: quanto si è scritto qui resta.
        </p>
      )}
    </AvvisoErrore>
  );
}
