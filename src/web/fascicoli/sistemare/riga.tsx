import { Badge } from 'design-react-kit';
import type { ReactElement, ReactNode } from 'react';
import { data } from '../../platform/date/roma.ts';
import { SegnoFlusso } from '../../registrazione/segno-flusso.tsx';
import { iniziaTrascinamento } from '../fascicola/trascina.ts';
import type { Voce } from './voce.ts';

type Proprieta = { voce: Voce; scelta: boolean; onScegli: () => void; children: ReactNode };

/** One document of the list: choosing it shows it with what it lacks. */
export function RigaDaSistemare({ voce: v, scelta, onScegli, children }: Proprieta): ReactElement {
  const titolo = `${v.numero}/${v.anno} «${v.oggetto}»`;
  return (
    <li className={`foglio-riga ${scelta ? 'foglio-riga--scelta' : ''}`}>
      <button
        type="button"
        className="foglio-riga__bottone"
        aria-pressed={scelta}
        data-voce-elenco=""
        draggable
        onDragStart={(e) =>
          iniziaTrascinamento(e, {
            titolo,
            registrazione: v,
            ...(v.classificazione !== undefined && { classificazione: v.classificazione }),
          })
        }
        onClick={onScegli}
        onFocus={onScegli}
      >
        <span className="foglio-riga__numero">
          <strong>
            {v.registro !== 'PG' && `${v.registro} `}
            {Number(v.numero)}/{v.anno}
          </strong>{' '}
          {(v.flusso === 'E' || v.flusso === 'U' || v.flusso === 'I') && <SegnoFlusso flusso={v.flusso} />}
        </span>
        <span className="foglio-riga__data">{data(v.dataRegistrazione)}</span>
        <span className="foglio-riga__cosa">
          {v.oggetto} {v.richiestaAperta && <Badge color="warning">Chiesto all’ufficio</Badge>}
          <small className="tendina__dati">
            {[v.corrispondenti, v.classificazione, v.unitaCompetente].filter(Boolean).join(' · ')}
          </small>
        </span>
      </button>
      {children}
    </li>
  );
}
