import type { ReactElement } from 'react';
import type { FascicoloBreve } from '../tipi.ts';

/** A fascicolo in a list of proposals: number, name, class and office. */
export function VoceFascicolo({
  fascicolo: f,
  perche,
}: {
  fascicolo: Pick<FascicoloBreve, 'numero' | 'anno' | 'denominazione' | 'classificazione' | 'ufficio'>;
  perche?: string;
}): ReactElement {
  return (
    <>
      <strong>{f.numero}</strong> {f.denominazione}
      <small className="tendina__dati">
        {f.classificazione.codice} · {f.anno} · {f.ufficio.denominazione}
        {perche && ` · ${perche}`}
      </small>
    </>
  );
}
