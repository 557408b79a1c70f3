import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { chiuseQuery } from '../api.ts';

/** The screens about offices, and how many closed ones nobody continues. */
export function SottomenuOrganigramma(): ReactElement {
  const gestisce = usePermesso('organizzazione.gestisce');
  const { data: chiuse = [] } = useQuery(chiuseQuery);
  const voci = [
    { a: '/organigramma', nome: 'Organigramma', mostra: true },
    {
      a: '/organigramma/chiusi',
      nome: 'Uffici chiusi',
      mostra: true,
      conto: chiuse.filter((u) => !u.successore && u.assegnazioniFerme > 0).length,
    },
    { a: '/organigramma/importa', nome: 'Importa', mostra: gestisce },
  ] as const;
  return (
    <nav aria-label="Organigramma">
      <ul className="sottomenu">
        {voci
          .filter((v) => v.mostra)
          .map((v) => (
            <li key={v.a}>
              <Link
                to={v.a}
                activeOptions={{ exact: true, includeSearch: false }}
                activeProps={{ 'aria-current': 'page' }}
              >
                {v.nome}
                {'conto' in v && v.conto > 0 ? (
                  <span className="conto">
                    {v.conto}
                    <span className="visually-hidden"> con documenti fermi</span>
                  </span>
                ) : null}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}
