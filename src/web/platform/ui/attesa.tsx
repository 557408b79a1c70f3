import { Spinner } from 'design-react-kit';
import type { ReactElement } from 'react';

export function Attesa({ testo = 'Caricamento in corso' }: { testo?: string }): ReactElement {
  return (
    <div className="attesa" role="status">
      <Spinner active small />
      <span>{testo}…</span>
    </div>
  );
}
