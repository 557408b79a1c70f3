import type { ReactElement } from 'react';
import { Icona } from '../../platform/ui/icona.tsx';
import type { Matrice } from '../api.ts';
import { condizioni, type Gruppo } from './filtra.ts';

type Proprieta = { gruppi: readonly Gruppo[]; colonna: Matrice['colonne'][number] };

/** The same, one column at a time: where there is room for one. */
export function UnaColonna({ gruppi, colonna }: Proprieta): ReactElement {
  return (
    <>
      {gruppi.map((g) => (
        <section key={g.nome} aria-label={g.nome}>
          <h3 className="matrice__titolo">{g.nome}</h3>
          <ul className="voci-piane">
            {g.permessi.map((p) => (
              <li key={p.permesso} className="matrice__voce">
                <div>
                  {p.descrizione}
                  {condizioni(p).length > 0 && <p className="campo__aiuto">{condizioni(p).join('; ')}</p>}
                </div>
                {p.a.includes(colonna.id) ? (
                  <span className="matrice__si">
                    <Icona nome="check" /> sì
                  </span>
                ) : (
                  <span className="matrice__no">no</span>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
