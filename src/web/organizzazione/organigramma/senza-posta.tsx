import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useSessione } from '../../autorizzazioni/sessione.ts';
import { senzaPostaQuery } from './api.ts';

/** The list anybody may read, and the offices that in it have no address to write to (RN-7.3). */
export function SenzaPosta(): ReactElement {
  const { ente } = useSessione();
  const { data } = useQuery(senzaPostaQuery);
  return (
    <>
      <p className="campo__aiuto">
        Recapiti per la sezione Trasparenza del sito:{' '}
        <a href={`/uffici/${encodeURIComponent(ente.codiceIpa)}`}>elenco pubblico degli uffici</a>.
      </p>
      {data && data.length > 0 && (
        <details className="carta decise">
          <summary>
            {data.length === 1 ? 'Un ufficio è' : `${data.length} uffici sono`} senza indirizzo di posta
            elettronica
          </summary>
          <ul className="voci-descrittive">
            {data.map((u) => (
              <li key={u.codice}>
                <Link to="/organigramma" search={{ unita: u.codice }} resetScroll={false}>
                  {u.denominazione}
                </Link>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
