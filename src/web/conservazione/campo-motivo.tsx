import type { ReactElement, ReactNode } from 'react';
import { Campo } from '../platform/ui/campo.tsx';

type Proprieta = {
  etichetta: string;
  aiuto: ReactNode;
  errore?: string | undefined;
  valore: string;
  onScrive: (motivo: string) => void;
};

/** Why it is done, in a line: it stays written in the history of the package. */
export function CampoMotivo({ etichetta, aiuto, errore, valore, onScrive }: Proprieta): ReactElement {
  return (
    <Campo etichetta={etichetta} errore={errore} aiuto={aiuto}>
      {(a) => (
        <input
          {...a}
          type="text"
          maxLength={2000}
          value={valore}
          onChange={(e) => onScrive(e.target.value)}
        />
      )}
    </Campo>
  );
}
