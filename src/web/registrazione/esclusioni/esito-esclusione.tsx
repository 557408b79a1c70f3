import { Alert } from 'design-react-kit';
import type { ReactElement } from 'react';
import { dataOra } from '../../platform/date/roma.ts';
import type { Esclusione } from './api.ts';

export function EsitoEsclusione({ esclusione: e }: { esclusione: Esclusione }): ReactElement {
  return (
    <Alert color="info" fade={false} role="group" aria-label="Documento non registrato">
      <strong>Non registrato</strong>: «{e.descrizione}», {e.denominazione}. Annotato da {e.operatore} il{' '}
      {dataOra(e.istante)}.
    </Alert>
  );
}
