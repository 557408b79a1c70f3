import type { ReactElement } from 'react';
import { differenze } from './differenze.ts';
import { leggibile } from './valore.tsx';

type Proprieta = { prima: unknown; dopo: unknown };

/** Old and new side by side, with the words that changed marked. */
export function Confronto({ prima, dopo }: Proprieta): ReactElement {
  const parti = differenze(leggibile(prima), leggibile(dopo));
  return (
    <div className="confronto">
      <div className="confronto__lato">
        <span className="confronto__nome">Prima</span>
        <p>
          {parti.map((p, i) =>
            p.tipo === 'tolto' ? (
              <del key={i}>{p.testo}</del>
            ) : p.tipo === 'uguale' ? (
              <span key={i}>{p.testo}</span>
            ) : null,
          )}
        </p>
      </div>
      <div className="confronto__lato">
        <span className="confronto__nome">Dopo</span>
        <p>
          {parti.map((p, i) =>
            p.tipo === 'messo' ? (
              <ins key={i}>{p.testo}</ins>
            ) : p.tipo === 'uguale' ? (
              <span key={i}>{p.testo}</span>
            ) : null,
          )}
        </p>
      </div>
    </div>
  );
}
