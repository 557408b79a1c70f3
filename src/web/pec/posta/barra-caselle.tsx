import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { dataOra } from '../../platform/date/roma.ts';
import { Icona } from '../../platform/ui/icona.tsx';
import type { Casella } from '../tipi.ts';
import type { Cerca } from './cerca.ts';

const conto = (n: number | undefined): string => (n === undefined ? '—' : n.toLocaleString('it-IT'));

/** The boxes one works: what the server has, what is in the system, what is to be examined; and what does not go. */
export function BarraCaselle({
  caselle,
  trasmessi,
  cerca,
}: {
  caselle: readonly Casella[];
  /** Messages that offices gave to the protocollo, to be examined (RN-17.4). */
  trasmessi: number;
  cerca: Cerca;
}): ReactElement {
  return (
    <nav aria-label="Caselle" className="caselle-barra">
      <ul>
        {caselle.length > 1 && (
          <li>
            <Link
              to="/pec"
              search={{ ...cerca, casella: undefined, m: undefined }}
              activeOptions={{ exact: true }}
              activeProps={{}}
              aria-current={cerca.casella === undefined ? 'true' : undefined}
              className="casella-voce"
            >
              <strong className="casella-voce__nome">Tutte le caselle</strong>
            </Link>
          </li>
        )}
        {caselle.map((c) => (
          <li key={c.id}>
            <Link
              to="/pec"
              search={{ ...cerca, casella: c.codice, m: undefined }}
              activeOptions={{ exact: true }}
              activeProps={{}}
              aria-current={cerca.casella === c.codice ? 'true' : undefined}
              className="casella-voce"
            >
              <strong className="casella-voce__nome">{c.denominazione}</strong>
              <span className="casella-voce__indirizzo">{c.indirizzo}</span>
              <span className="casella-voce__conti">
                <span>
                  <b>{conto(c.stato.sulServer)}</b> sul server
                </span>
                <span>
                  <b>{conto(c.stato.nelSistema)}</b> nel sistema
                </span>
                <span className={c.stato.daEsaminare > 0 ? 'casella-voce__attesa' : ''}>
                  <b>{conto(c.stato.daEsaminare)}</b> da esaminare
                </span>
              </span>
              {!c.attiva && <span className="casella-voce__nota">Spenta: non si legge.</span>}
              {c.stato.errore !== undefined && (
                <span className="casella-voce__errore">
                  <Icona nome="warning-circle" /> {c.stato.errore}
                  {c.stato.erroreDal !== undefined && ` (dal ${dataOra(c.stato.erroreDal)})`}
                </span>
              )}
            </Link>
          </li>
        ))}
        {trasmessi > 0 && (
          <li>
            <Link
              to="/pec"
              search={{ stato: 'trasmesso' }}
              activeProps={{}}
              aria-current={cerca.stato === 'trasmesso' ? 'true' : undefined}
              className="casella-voce"
            >
              <strong className="casella-voce__nome">Trasmessi dagli uffici</strong>
              <span className="casella-voce__indirizzo">Dalle loro caselle ordinarie</span>
              <span className="casella-voce__conti">
                <span className="casella-voce__attesa">
                  <b>{conto(trasmessi)}</b> da esaminare
                </span>
              </span>
            </Link>
          </li>
        )}
      </ul>
    </nav>
  );
}
