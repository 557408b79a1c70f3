import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { attesaRichiesteQuery } from '../api.ts';

/** How many requests wait for who decides, beside the link that leads there. */
export function ContoRichiesteAutorizzazione(): ReactElement | null {
  const decide = usePermesso('autorizzazione.decide');
  const { data } = useQuery({ ...attesaRichiesteQuery, enabled: decide });
  if (!data) return null;
  return (
    <span className="conto">
      {data}
      <span className="visually-hidden"> da decidere</span>
    </span>
  );
}
