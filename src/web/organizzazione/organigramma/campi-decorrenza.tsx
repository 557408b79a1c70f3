import type { ReactElement } from 'react';
import { Campo } from '../../platform/ui/campo.tsx';

export type Decorrenza = { dal: string; atto: string };

type Proprieta = {
  valori: Decorrenza;
  onCambia: (valori: Decorrenza) => void;
  errori: (campo: string) => string | undefined;
  /** Today: the past is not changed. */
  oggi: string;
  etichetta: string;
  aiuto?: string;
};

/** From which day, and by which act: every change of the chart has both. */
export function CampiDecorrenza({
  valori,
  onCambia,
  errori,
  oggi,
  etichetta,
  aiuto,
}: Proprieta): ReactElement {
  return (
    <div className="griglia">
      <Campo etichetta={etichetta} errore={errori('dal')} aiuto={aiuto} obbligatorio>
        {(a) => (
          <input
            {...a}
            type="date"
            min={oggi}
            value={valori.dal}
            onChange={(e) => onCambia({ ...valori, dal: e.target.value })}
          />
        )}
      </Campo>
      <Campo etichetta="Atto che lo dispone" errore={errori('atto')} obbligatorio>
        {(a) => (
          <input
            {...a}
            type="text"
            maxLength={300}
            placeholder="Deliberazione di Giunta n. 40 del 3/11/2026"
            value={valori.atto}
            onChange={(e) => onCambia({ ...valori, atto: e.target.value })}
          />
        )}
      </Campo>
    </div>
  );
}
