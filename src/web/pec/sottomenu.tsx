import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';

/** What arrived and what left. */
export function SottomenuPec(): ReactElement | null {
  const spedisce = usePermesso('pec.spedisce');
  if (!spedisce) return null;
  return (
    <nav aria-label="PEC">
      <ul className="sottomenu">
        <li>
          <Link
            to="/pec"
            activeOptions={{ exact: true, includeSearch: false }}
            activeProps={{ 'aria-current': 'page' }}
          >
            In arrivo
          </Link>
        </li>
        <li>
          <Link to="/pec/invii" activeProps={{ 'aria-current': 'page' }}>
            Inviati
          </Link>
        </li>
      </ul>
    </nav>
  );
}
