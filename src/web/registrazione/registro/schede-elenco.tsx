import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { dataOra } from '../../platform/date/roma.ts';
import { SegnoFlusso } from '../segno-flusso.tsx';
import type { VoceElenco } from '../tipi.ts';
import { Contrassegni } from './contrassegni.tsx';
import { paginaDi } from '../indirizzi.ts';

/** The list on a narrow window. */
export function SchedeElenco({
  registro,
  voci,
}: {
  registro: string;
  voci: readonly VoceElenco[];
}): ReactElement {
  return (
    <ul className="schede" aria-label="Registrazioni, dalla più recente">
      {voci.map((v) => (
        <li key={`${v.anno}/${v.numero}`} className={`scheda ${v.stato === 'annullata' ? 'annullata' : ''}`}>
          <Link className="scheda__numero" to={paginaDi({ ...v, registro })} data-voce-elenco="">
            {v.numero}/{v.anno}
          </Link>{' '}
          <SegnoFlusso flusso={v.flusso} /> <Contrassegni voce={v} />
          <p className="scheda__oggetto barrabile">{v.oggetto}</p>
          <p className="scheda__dati">
            {v.corrispondenti && (
              <>
                <span className="barrabile">{v.corrispondenti}</span> ·{' '}
              </>
            )}
            {dataOra(v.dataRegistrazione)}
          </p>
        </li>
      ))}
    </ul>
  );
}
