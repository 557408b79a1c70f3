import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';

const voci = [
  { a: '/titolario', nome: 'Titolario' },
  { a: '/titolario/versioni', nome: 'Versioni' },
  { a: '/prontuario', nome: 'Prontuario' },
  { a: '/titolario/conservazione', nome: 'Conservazione' },
] as const;

/** The screens about classifying. */
export function SottomenuTitolario(): ReactElement {
  return (
    <nav aria-label="Titolario">
      <ul className="sottomenu">
        {voci.map((v) => (
          <li key={v.a}>
            <Link
              to={v.a}
              activeOptions={{ exact: v.a === '/titolario', includeSearch: false }}
              activeProps={{ 'aria-current': 'page' }}
            >
              {v.nome}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
