import { Alert } from 'design-react-kit';
import type { ReactElement } from 'react';
import { data, dataOra } from '../../platform/date/roma.ts';
import type { Registrazione } from '../tipi.ts';

/** An annulled registration stays readable, with date, operator and act (RN-57.2). */
export function Annullata({
  annullamento: a,
}: {
  annullamento: NonNullable<Registrazione['annullamento']>;
}): ReactElement {
  return (
    <Alert color="danger" fade={false} role="note">
      <strong>ANNULLATA</strong> il {dataOra(a.istante)} da {a.operatore}, con atto n. {a.atto.numero} del{' '}
      {data(a.atto.data)}.
      <br />
      Motivo: {a.motivazione}
    </Alert>
  );
}
