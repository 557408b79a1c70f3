import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { data } from '../../platform/date/roma.ts';
import { futureQuery } from './api.ts';
import { nomeCampo } from './nomi.ts';

const cose = { istituzione: 'nuovo ufficio', variazione: 'cambia', chiusura: 'chiude' } as const;

/** What is decided for the days to come, in the whole chart. */
export function Decise(): ReactElement | null {
  const { data: future } = useQuery(futureQuery);
  if (!future || future.length === 0) return null;
  return (
    <details className="carta decise">
      <summary>
        {future.length === 1 ? 'Una variazione decisa' : `${future.length} variazioni decise`} per i prossimi
        giorni
      </summary>
      <ul className="voci-descrittive">
        {future.map((v) => (
          <li key={`${v.codice}${v.dal}`}>
            <Link to="/organigramma" search={{ unita: v.codice }} resetScroll={false}>
              {v.denominazione}
            </Link>
            <small>
              dal {data(v.dal)}: {cose[v.cosa]}
              {v.cosa === 'variazione' && ` ${v.cambia.map(nomeCampo).join(', ')}`} · {v.atto}
            </small>
          </li>
        ))}
      </ul>
    </details>
  );
}
