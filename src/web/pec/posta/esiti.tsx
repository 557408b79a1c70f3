import type { ReactElement } from 'react';
import { Icona } from '../../platform/ui/icona.tsx';
import type { Esito } from '../tipi.ts';

/** What the rules of the ente say: what is not as they ask is written, what is takes one line (AMB-18). */
export function EsitiDi({ esiti }: { esiti: readonly Esito[] }): ReactElement | null {
  if (esiti.length === 0) return null;
  const difetti = esiti.filter((e) => e.esito === 'non-conforme');
  if (difetti.length === 0)
    return (
      <p className="pec-esito pec-esito--buono">
        <Icona nome="check-circle" /> Conforme
      </p>
    );
  return (
    <ul className="pec-esiti">
      {difetti.map((e) => (
        <li key={`${e.codice} ${e.testo}`} className="pec-esito">
          <Icona nome="warning-circle" /> <strong>Non conforme:</strong> {e.testo}
        </li>
      ))}
    </ul>
  );
}
