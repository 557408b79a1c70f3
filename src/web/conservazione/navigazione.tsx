import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useSessione } from '../autorizzazioni/sessione.ts';

const VOCI = [
  { a: '/conservazione', nome: 'Stato', permesso: 'conservazione.stato' },
  { a: '/conservazione/versa', nome: 'Versa', permesso: 'conservazione.versa' },
  { a: '/conservazione/proposte', nome: 'Proposte', permesso: 'conservazione.consulta' },
  { a: '/conservazione/conservatore', nome: 'Conservatore', permesso: 'conservazione.configura' },
] as const;

/** The screens of conservation that whoever looks may open. */
export function Navigazione(): ReactElement {
  const { permessi } = useSessione();
  return (
    <nav aria-label="Conservazione">
      <ul className="sottomenu">
        {VOCI.filter((v) => permessi.includes(v.permesso)).map((v) => (
          <li key={v.a}>
            <Link to={v.a} activeOptions={{ exact: true }} activeProps={{ 'aria-current': 'page' }}>
              {v.nome}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
