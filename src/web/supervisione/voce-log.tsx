import { Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { dataOra } from '../platform/date/roma.ts';
import type { RigaLog } from './api.ts';
import { ModificheLog } from './modifiche-log.tsx';

/** Most say what somebody has done and follow his name; the others stand by themselves. */
const fatto = (testo: string): string =>
  /^(Ha|È) /.test(testo) ? ` ${testo.charAt(0).toLowerCase()}${testo.slice(1)}` : ` · ${testo}`;

/** One operation: when, who, for which office, on what; what else is known of it can be opened. */
export function VoceLog({ riga: r }: { riga: RigaLog }): ReactElement {
  const [aperta, setAperta] = useState(false);
  const altro = Object.entries(r.dettaglio).filter(([, v]) => v !== null && v !== undefined);
  return (
    <li className={`log__voce ${r.gruppo === 'rifiuti' ? 'log__voce--rifiuto' : ''}`}>
      <time dateTime={r.istante}>{dataOra(r.istante)}</time>
      <div>
        <p className="log__fatto">
          <strong>{r.attore}</strong>
          {fatto(r.testo)}
          {r.oggetto.nome &&
            (r.oggetto.collegamento ? (
              <>
                : <Link to={r.oggetto.collegamento}>{r.oggetto.nome}</Link>
              </>
            ) : (
              `: ${r.oggetto.nome}`
            ))}
        </p>
        <p className="campo__aiuto">{[r.unita, r.ip && `da ${r.ip}`].filter(Boolean).join(' · ')}</p>
        {(altro.length > 0 || r.richiesta || r.modifiche > 0) && (
          <details onToggle={(e) => setAperta(e.currentTarget.open)}>
            <summary>
              Altro
              <span className="visually-hidden">
                {' '}
                su {r.testo}, {dataOra(r.istante)}
              </span>
            </summary>
            <dl className="log__altro">
              <dt>Operazione</dt>
              <dd>{r.operazione}</dd>
              {altro.map(([nome, valore]) => (
                <div key={nome}>
                  <dt>{nome}</dt>
                  <dd>{typeof valore === 'string' ? valore : JSON.stringify(valore)}</dd>
                </div>
              ))}
              {r.richiesta && (
                <>
                  <dt>Richiesta</dt>
                  <dd>{r.richiesta}</dd>
                </>
              )}
            </dl>
            {aperta && r.modifiche > 0 && <ModificheLog riga={r.id} />}
          </details>
        )}
      </div>
    </li>
  );
}
