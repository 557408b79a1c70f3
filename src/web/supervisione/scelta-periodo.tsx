import type { ReactElement } from 'react';
import { Campo } from '../platform/ui/campo.tsx';
import { periodiPronti } from './filtri.ts';

type Proprieta = {
  periodo: { dal: string; al: string };
  onCambia: (periodo: { dal: string; al: string }) => void;
};

/** The usual periods at hand, any other by its days. */
export function SceltaPeriodo({ periodo, onCambia }: Proprieta): ReactElement {
  return (
    <section className="filtri scelta-periodo" aria-label="Periodo">
      <div className="scelta-periodo__pronti">
        {periodiPronti.map((p) => {
          const [dal, al] = [p.dal(), p.al()];
          return (
            <button
              key={p.nome}
              type="button"
              className="btn btn-outline-primary btn-xs"
              aria-pressed={dal === periodo.dal && al === periodo.al}
              onClick={() => onCambia({ dal, al })}
            >
              {p.nome}
            </button>
          );
        })}
      </div>
      <Campo etichetta="Dal">
        {(a) => (
          <input
            {...a}
            type="date"
            value={periodo.dal}
            max={periodo.al}
            onChange={(e) => e.target.value && onCambia({ ...periodo, dal: e.target.value })}
          />
        )}
      </Campo>
      <Campo etichetta="Al">
        {(a) => (
          <input
            {...a}
            type="date"
            value={periodo.al}
            min={periodo.dal}
            onChange={(e) => e.target.value && onCambia({ ...periodo, al: e.target.value })}
          />
        )}
      </Campo>
    </section>
  );
}
