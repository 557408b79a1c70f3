import type { ReactElement } from 'react';
import type { DestinatariLetti } from './tipi.ts';
import { contrassegni, nominativo } from './nominativo.ts';

const RIGHE = 5;
const ERRORI = 10;

/** What was understood of the file, and the rows that were not. */
export function AnteprimaCsv({ letti }: { letti: DestinatariLetti }): ReactElement {
  const { items, totale, errori, avvisi } = letti;
  return (
    <div className="csv__letti">
      <p role="status">
        {totale.toLocaleString('it-IT')} righe: {items.length.toLocaleString('it-IT')} leggibili
        {errori.length > 0 && `, ${errori.length.toLocaleString('it-IT')} con errori (non saranno aggiunte)`}.
      </p>
      <ul>
        {items.slice(0, RIGHE).map((c, i) => (
          <li key={i}>
            <strong>{nominativo(c)}</strong> <small>{contrassegni(c)}</small>
            {c.variabili && (
              <small>
                {' '}
                [
                {Object.entries(c.variabili)
                  .map(([campo, valore]) => `${campo}: ${valore}`)
                  .join('; ')}
                ]
              </small>
            )}
          </li>
        ))}
        {items.length > RIGHE && <li>…</li>}
      </ul>
      {errori.length > 0 && (
        <ul className="csv__errori">
          {errori.slice(0, ERRORI).map((e) => (
            <li key={`${e.riga}-${e.messaggio}`}>
              Riga {e.riga}: {e.messaggio}
            </li>
          ))}
          {errori.length > ERRORI && <li>e altre {errori.length - ERRORI}.</li>}
        </ul>
      )}
      {avvisi.length > 0 && (
        <ul className="csv__avvisi">
          {avvisi.slice(0, ERRORI).map((a) => (
            <li key={`${a.riga}-${a.messaggio}`}>
              Riga {a.riga}, da rileggere: {a.messaggio}
            </li>
          ))}
          {avvisi.length > ERRORI && <li>e altre {avvisi.length - ERRORI}.</li>}
        </ul>
      )}
    </div>
  );
}
