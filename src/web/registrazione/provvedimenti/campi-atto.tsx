import type { ReactElement } from 'react';
import { Campo } from '../../platform/ui/campo.tsx';

export type Atto = { numero: string; data: string };

type Proprieta = {
  atto: Atto;
  onCambia: (atto: Atto) => void;
  errori: (campo: string) => string | undefined;
  obbligatorio: boolean;
};

/** Number and date of the act that an annullamento always names (RN-57.1-3). */
export function CampiAtto({ atto, onCambia, errori, obbligatorio }: Proprieta): ReactElement {
  return (
    <div className="coppia">
      <Campo
        etichetta="Numero dell’atto"
        obbligatorio={obbligatorio}
        errore={errori('atto.numero') ?? errori('atto')}
      >
        {(a) => (
          <input
            {...a}
            type="text"
            maxLength={100}
            autoComplete="off"
            value={atto.numero}
            onChange={(e) => onCambia({ ...atto, numero: e.target.value })}
          />
        )}
      </Campo>
      <Campo etichetta="del" errore={errori('atto.data')}>
        {(a) => (
          <input
            {...a}
            type="date"
            value={atto.data}
            onChange={(e) => onCambia({ ...atto, data: e.target.value })}
          />
        )}
      </Campo>
    </div>
  );
}

/** The act, when it is written whole. */
export function attoPieno(atto: Atto): Atto | undefined {
  return atto.numero.trim() && atto.data ? { numero: atto.numero.trim(), data: atto.data } : undefined;
}
