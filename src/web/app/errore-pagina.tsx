import type { ErrorComponentProps } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import type { ReactElement } from 'react';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';

/** A screen that could not be shown: what is saved is saved, and the way to try again. */
export function ErrorePagina({ error, reset }: ErrorComponentProps): ReactElement {
  // After an update the browser may ask for a part that no longer exists: only a reload finds the new one.
  const superata = /dynamically imported module|Importing a module/i.test(String(error));
  return (
    <Pagina titolo="Questa schermata non si è aperta">
      <AvvisoErrore
        errore={superata ? new Error('Il programma è stato aggiornato, oppure la rete non risponde.') : error}
        fuoco
      />
      <Button color="primary" onClick={() => (superata ? location.reload() : reset())}>
        {superata ? 'Ricarica la pagina' : 'Riprova'}
      </Button>
    </Pagina>
  );
}
