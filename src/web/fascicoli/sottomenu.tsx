import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { apertiQuery } from './richieste/aperte.ts';

/** The screens about fascicoli, and how much waits in each. */
export function SottomenuFascicoli(): ReactElement {
  const gestisce = usePermesso('fascicolo.gestisce');
  const { data: aperte } = useQuery(apertiQuery);
  const voci = [
    { a: '/fascicoli', nome: 'Elenco', mostra: true },
    { a: '/fascicoli/da-sistemare', nome: 'Da sistemare', mostra: gestisce },
    { a: '/fascicoli/segnalazioni', nome: 'Segnalazioni e richieste', mostra: true, conto: aperte },
    { a: '/fascicoli/repertorio', nome: 'Repertorio', mostra: true },
  ] as const;
  return (
    <nav aria-label="Fascicoli">
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
                {'conto' in v && v.conto ? (
                  <span className="conto">
                    {v.conto}
                    <span className="visually-hidden"> in attesa</span>
                  </span>
                ) : null}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}
