import { Badge } from 'design-react-kit';
import type { ReactElement, ReactNode } from 'react';
import { data } from '../platform/date/roma.ts';
import { SegnoFlusso } from '../registrazione/segno-flusso.tsx';
import type { Assegnazione } from './tipi.ts';

type Proprieta = {
  voce: Assegnazione;
  attuale: boolean;
  scelta: boolean;
  onMostra: () => void;
  /** Enter on it: the whole registration. */
  onApri: () => void;
  onScegli: () => void;
  children: ReactNode;
};

/** One document of the desk: its estremi, whose it is and by when. */
export function RigaScrivania({
  voce: v,
  attuale,
  scelta,
  onMostra,
  onApri,
  onScegli,
  children,
}: Proprieta): ReactElement {
  const d = v.documento;
  const nome = `${Number(d.numero)}/${d.anno}`;
  return (
    <li className={`foglio-riga foglio-riga--leggera ${attuale ? 'foglio-riga--scelta' : ''}`}>
      <label className="foglio-riga__spunta">
        <input type="checkbox" checked={scelta} onChange={onScegli} />
        <span className="visually-hidden">Scegli {nome}</span>
      </label>
      <button
        type="button"
        className="foglio-riga__bottone"
        aria-pressed={attuale}
        data-voce-elenco=""
        onClick={onMostra}
        onFocus={onMostra}
        onKeyDown={(e) => {
          if (e.key !== 'Enter') return;
          e.preventDefault();
          onApri();
        }}
      >
        <span className="foglio-riga__numero">
          <strong>
            {d.registro !== 'PG' && `${d.registro} `}
            {nome}
          </strong>{' '}
          {(d.flusso === 'E' || d.flusso === 'U' || d.flusso === 'I') && <SegnoFlusso flusso={d.flusso} />}
        </span>
        <span className="foglio-riga__data">{data(d.dataRegistrazione)}</span>
        <span className="foglio-riga__cosa">
          {d.oggetto} {d.annullata && <Badge color="danger">Annullata</Badge>}{' '}
          {v.scadenza !== undefined && <Badge color="warning">Entro il {data(v.scadenza)}</Badge>}
          <small className="tendina__dati">
            {[
              d.corrispondenti,
              v.unita.denominazione,
              v.persona?.nome,
              d.supporto === 'analogico' && 'di carta',
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
          {v.rinvio && <small className="tendina__dati">Rinviato: «{v.rinvio.motivo}»</small>}
        </span>
      </button>
      {children}
    </li>
  );
}
