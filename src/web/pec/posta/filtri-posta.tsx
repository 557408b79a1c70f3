import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useEffect, useState, type ReactElement } from 'react';
import { useScelto } from '../use-scelto.ts';
import type { Cerca } from './cerca.ts';
import { STATI, type StatoMostrato } from './stati.ts';

/** Which messages: by state, in sight, and by words. */
export function FiltriPosta({ cerca }: { cerca: Cerca }): ReactElement {
  const vai = useNavigate();
  const gruppi = useScelto(cerca);
  const [parole, setParole] = useState(cerca.q ?? '');
  useEffect(() => setParole(cerca.q ?? ''), [cerca.q]);
  const attuale = cerca.stato ?? 'da-esaminare';
  return (
    <div className="pec__filtri">
      <nav aria-label="Quali messaggi">
        <ul className="gruppi" ref={gruppi}>
          {(Object.keys(STATI) as StatoMostrato[]).map((s) => (
            <li key={s}>
              <Link
                to="/pec"
                search={{ ...cerca, stato: s === 'da-esaminare' ? undefined : s, m: undefined }}
                activeOptions={{ exact: true }}
                activeProps={{}}
                aria-current={s === attuale ? 'true' : undefined}
              >
                {STATI[s]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <form
        role="search"
        aria-label="Fra i messaggi"
        className="filtri__parole"
        onSubmit={(e) => {
          e.preventDefault();
          void vai({ to: '/pec', search: { ...cerca, q: parole.trim() || undefined, m: undefined } });
        }}
      >
        <input
          type="search"
          className="form-control"
          aria-label="Parole dell’oggetto o del mittente"
          placeholder="Oggetto o mittente"
          maxLength={200}
          value={parole}
          onChange={(e) => setParole(e.target.value)}
        />
        <Button type="submit" color="primary" outline size="sm">
          Trova
        </Button>
      </form>
    </div>
  );
}
