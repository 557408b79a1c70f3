import { Alert } from 'design-react-kit';
import type { ReactElement } from 'react';
import { data } from '../../platform/date/roma.ts';
import type { Simile } from '../tipi.ts';

const MOSTRATI = 3;

const motivi: Record<Simile['motivo'], string> = {
  'stessa-impronta': 'Questo file è già stato registrato',
  'stesso-protocollo-mittente': 'Un documento con lo stesso protocollo del mittente è già registrato',
};

type Proprieta = { simili: readonly Simile[]; motivo: Simile['motivo'] };

/** Perhaps it is registered already: said where one is looking, with the way to check, never in the way (RN-52.5). */
export function Simili({ simili, motivo }: Proprieta): ReactElement {
  const trovati = simili.filter((s) => s.motivo === motivo);
  return (
    <div aria-live="polite">
      {trovati.length > 0 && (
        <Alert color="warning" fade={false} role="group" aria-label="Possibili doppioni">
          <strong>{motivi[motivo]}:</strong>
          <ul className="simili">
            {trovati.slice(0, MOSTRATI).map((s) => (
              <li key={`${s.anno}/${s.numero}`}>
                <a href={`/registro/${s.anno}/${Number(s.numero)}`} target="_blank" rel="noreferrer">
                  n. {s.numero}/{s.anno}
                  <span className="visually-hidden"> (in un’altra scheda)</span>
                </a>{' '}
                del {data(s.dataRegistrazione)}, {s.corrispondenti}: «{s.oggetto}»
                {s.documento && ` (${s.documento})`}
              </li>
            ))}
            {trovati.length > MOSTRATI && <li>e altre {trovati.length - MOSTRATI}</li>}
          </ul>
        </Alert>
      )}
    </div>
  );
}
