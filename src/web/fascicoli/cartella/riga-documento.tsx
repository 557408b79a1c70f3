import { Badge } from 'design-react-kit';
import { use, type ReactElement } from 'react';
import { data } from '../../platform/date/roma.ts';
import { Icona } from '../../platform/ui/icona.tsx';
import { SegnoFlusso } from '../../registrazione/segno-flusso.tsx';
import { daFascicolare } from '../da-fascicolare.ts';
import { iniziaTrascinamento } from '../fascicola/trascina.ts';
import type { Fascicolazione } from '../tipi.ts';
import { Contesto } from './contesto.ts';

/** One document of the folder: choosing it shows it; dragging it puts it elsewhere. */
export function RigaDocumento({ documento: d }: { documento: Fascicolazione }): ReactElement {
  const { scelto, onScegli, sotto } = use(Contesto);
  const r = d.registrazione;
  const mio = scelto === d.id;
  return (
    <li className={`foglio-riga ${mio ? 'foglio-riga--scelta' : ''}`}>
      <button
        type="button"
        className={`foglio-riga__bottone ${r?.stato === 'annullata' ? 'annullata' : ''}`}
        aria-pressed={mio}
        data-voce-elenco=""
        data-fascicolazione={d.id}
        draggable
        onDragStart={(e) => iniziaTrascinamento(e, daFascicolare(d))}
        onClick={() => onScegli(d)}
        onFocus={() => onScegli(d)}
      >
        <span className="foglio-riga__numero">
          {r ? (
            <>
              <strong className="barrabile">
                {r.registro !== 'PG' && `${r.registro} `}
                {Number(r.numero)}/{r.anno}
              </strong>{' '}
              {(r.flusso === 'E' || r.flusso === 'U' || r.flusso === 'I') && (
                <SegnoFlusso flusso={r.flusso} />
              )}
            </>
          ) : (
            <span className="foglio-riga__senza">
              <Icona nome="file" /> Non registrato
            </span>
          )}
        </span>
        <span className="foglio-riga__data">{data(d.data)}</span>
        <span className="foglio-riga__cosa">
          <span className="barrabile">{d.denominazione}</span>{' '}
          {r?.stato === 'annullata' && <Badge color="danger">ANNULLATA</Badge>}
          <small className="tendina__dati">
            {[
              r?.corrispondenti,
              r &&
                r.numeroAllegati > 0 &&
                (r.numeroAllegati === 1 ? '1 allegato' : `${r.numeroAllegati} allegati`),
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </span>
      </button>
      {mio && sotto?.(d)}
    </li>
  );
}
