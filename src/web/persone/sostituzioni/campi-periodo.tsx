import type { ReactElement } from 'react';
import { Campo } from '../../platform/ui/campo.tsx';

type Proprieta = {
  dal: string;
  al: string;
  onCambia: (periodo: { dal: string; al: string }) => void;
  errori: (campo: string) => string | undefined;
};

/** First and last day; the last follows the first when it would come before. */
export function CampiPeriodo({ dal, al, onCambia, errori }: Proprieta): ReactElement {
  return (
    <div className="griglia">
      <Campo etichetta="Primo giorno" obbligatorio errore={errori('dal')}>
        {(a) => (
          <input
            {...a}
            type="date"
            value={dal}
            onChange={(e) => onCambia({ dal: e.target.value, al: al < e.target.value ? e.target.value : al })}
          />
        )}
      </Campo>
      <Campo etichetta="Ultimo giorno" obbligatorio errore={errori('al')}>
        {(a) => (
          <input {...a} type="date" value={al} onChange={(e) => onCambia({ dal, al: e.target.value })} />
        )}
      </Campo>
    </div>
  );
}
