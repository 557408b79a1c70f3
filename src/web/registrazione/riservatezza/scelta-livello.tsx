import type { ReactElement } from 'react';
import { Scelta } from '../../platform/ui/scelta.tsx';
import { chiLoVede, livelli, nomeLivello, type Riservatezza } from './nomi.ts';

type Proprieta = { valore: Riservatezza; onCambia: (valore: Riservatezza) => void; id?: string };

/** How widely a document may be known, with what the choice means said beside it (RN-A.10). */
export function SceltaLivello({ valore, onCambia, id }: Proprieta): ReactElement {
  return (
    <div>
      <Scelta
        legenda="Riservatezza"
        {...(id !== undefined && { id })}
        valore={valore}
        onCambia={onCambia}
        opzioni={livelli.map((l) => ({ valore: l, etichetta: nomeLivello[l] }))}
      />
      <p className="campo__aiuto" aria-live="polite">
        {chiLoVede[valore]}
      </p>
    </div>
  );
}
