import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useSessione } from '../autorizzazioni/sessione.ts';

/** Where no mail waits yet, the way to make some arrive; only in a demonstration. */
export function InvitoAScrivere(): ReactElement | null {
  const { ente } = useSessione();
  if (!ente.dimostrativo) return null;
  return (
    <p>
      <Link to="/dimostrazione">Scrivi una PEC all’ente dimostrativo</Link> e la vedrai arrivare qui.
    </p>
  );
}
