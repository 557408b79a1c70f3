import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { caselleQuery } from './api.ts';

/** How many messages wait for a decision, beside the entry of the rail. */
export function ContoPosta(): ReactElement | null {
  const { data } = useQuery(caselleQuery);
  const quanti = data?.items.reduce((somma, c) => somma + c.stato.daEsaminare, data.trasmessi ?? 0) ?? 0;
  if (quanti === 0) return null;
  return (
    <span className="conto">
      {quanti.toLocaleString('it-IT')}
      <span className="visually-hidden"> da esaminare</span>
    </span>
  );
}
