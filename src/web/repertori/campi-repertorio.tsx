import type { ReactElement } from 'react';
import { Campo } from '../platform/ui/campo.tsx';
import { CampoClassificazione } from '../titolario/campo-classificazione.tsx';
import { SceltaUffici } from './scelta-uffici.tsx';

export type DatiRepertorio = {
  denominazione: string;
  descrizione: string;
  classificazione: string;
  uffici: string[];
};

type Proprieta = {
  valori: DatiRepertorio;
  onCambia: (valori: DatiRepertorio) => void;
  errori: (campo: string) => string | undefined;
};

/** What can be said, and said again, of a repertorio. */
export function CampiRepertorio({ valori: v, onCambia, errori }: Proprieta): ReactElement {
  return (
    <>
      <Campo etichetta="Denominazione" obbligatorio errore={errori('denominazione')}>
        {(a) => (
          <input
            {...a}
            type="text"
            maxLength={200}
            value={v.denominazione}
            onChange={(e) => onCambia({ ...v, denominazione: e.target.value })}
          />
        )}
      </Campo>
      <Campo etichetta="Che cosa vi si registra" errore={errori('descrizione')}>
        {(a) => (
          <textarea
            {...a}
            rows={2}
            maxLength={2000}
            value={v.descrizione}
            onChange={(e) => onCambia({ ...v, descrizione: e.target.value })}
          />
        )}
      </Campo>
      <CampoClassificazione
        id="rep-classificazione"
        etichetta="Classificazione proposta"
        valore={v.classificazione}
        onCambia={(classificazione) => onCambia({ ...v, classificazione })}
        errore={errori('classificazione')}
      />
      <SceltaUffici
        valori={v.uffici}
        onCambia={(uffici) => onCambia({ ...v, uffici })}
        errore={errori('uffici')}
      />
    </>
  );
}
