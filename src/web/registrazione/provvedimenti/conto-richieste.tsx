import type { ReactElement } from 'react';
import { useRichieste } from './api.ts';

/** How many requests wait for the RSP, beside the entry of the rail. */
export function ContoRichieste(): ReactElement | null {
  const { data } = useRichieste();
  if (!data?.items.length) return null;
  return (
    <span className="conto">
      {data.items.length}
      <span className="visually-hidden"> in attesa</span>
    </span>
  );
}
