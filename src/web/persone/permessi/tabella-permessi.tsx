import type { ReactElement } from 'react';
import { Icona } from '../../platform/ui/icona.tsx';
import type { Matrice } from '../api.ts';
import { condizioni, type Gruppo } from './filtra.ts';

type Proprieta = { gruppi: readonly Gruppo[]; colonne: Matrice['colonne'] };

/** Operations down, who across; headings stay in sight. Every cell says yes or no in words. */
export function TabellaPermessi({ gruppi, colonne }: Proprieta): ReactElement {
  return (
    <table className="elenco matrice larga">
      <caption className="visually-hidden">Operazioni, e chi può compierle</caption>
      <thead>
        <tr>
          <th scope="col">Operazione</th>
          {colonne.map((c) => (
            <th key={c.id} scope="col" title={c.descrizione} className="matrice__chi">
              {c.nome}
            </th>
          ))}
        </tr>
      </thead>
      {gruppi.map((g) => (
        <tbody key={g.nome}>
          <tr className="matrice__gruppo">
            <th scope="rowgroup" colSpan={colonne.length + 1}>
              {g.nome}
            </th>
          </tr>
          {g.permessi.map((p) => (
            <tr key={p.permesso}>
              <th scope="row">
                {p.descrizione}
                {condizioni(p).length > 0 && <small>{condizioni(p).join('; ')}</small>}
              </th>
              {colonne.map((c) => (
                <td key={c.id} className="matrice__cella">
                  {p.a.includes(c.id) ? (
                    <span className="matrice__si">
                      <Icona nome="check" /> sì
                    </span>
                  ) : (
                    <span className="matrice__no">no</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}
