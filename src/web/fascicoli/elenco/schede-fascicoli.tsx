import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { data } from '../../platform/date/roma.ts';
import { StatoFascicolo } from '../stato-fascicolo.tsx';
import type { FascicoloBreve } from '../tipi.ts';

/** The list on a narrow window. */
export function SchedeFascicoli({ fascicoli }: { fascicoli: readonly FascicoloBreve[] }): ReactElement {
  return (
    <ul className="schede" aria-label="Fascicoli">
      {fascicoli.map((f) => (
        <li key={f.numero} className={`scheda ${f.stato === 'chiuso' ? 'chiuso' : ''}`}>
          <Link
            className="scheda__numero"
            to="/fascicoli/$numero"
            params={{ numero: f.numero }}
            data-voce-elenco=""
          >
            {f.numero}
          </Link>{' '}
          <StatoFascicolo fascicolo={f} />
          <p className="scheda__oggetto">
            <strong>{f.denominazione}</strong>
          </p>
          <p className="scheda__dati">
            {f.classificazione.codice} · {f.ufficio.denominazione} · aperto il {data(f.dataApertura)} ·{' '}
            {f.documenti === 1 ? '1 documento' : `${f.documenti.toLocaleString('it-IT')} documenti`}
          </p>
        </li>
      ))}
    </ul>
  );
}
