import type { ReactElement } from 'react';
import { Campo } from '../platform/ui/campo.tsx';

type Proprieta = {
  etichetta?: string;
  aiuto?: string;
  facoltativo?: boolean;
  massimo?: number;
  valore: string;
  onCambia: (valore: string) => void;
  errore: string | undefined;
};

/** Why, and by which act: it stays in the history. */
export function CampoMotivo(p: Proprieta): ReactElement {
  return (
    <Campo
      etichetta={p.etichetta ?? 'Motivo, con l’atto se c’è'}
      obbligatorio={!p.facoltativo}
      errore={p.errore}
      aiuto={p.aiuto ?? 'Per esempio: ordine di servizio n. 12 del 3/11/2026. Resta nella storia.'}
    >
      {(a) => (
        <textarea
          {...a}
          rows={2}
          maxLength={p.massimo ?? 1000}
          value={p.valore}
          onChange={(e) => p.onCambia(e.target.value)}
        />
      )}
    </Campo>
  );
}
