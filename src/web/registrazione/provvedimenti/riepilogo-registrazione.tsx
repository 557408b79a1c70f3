import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { data } from '../../platform/date/roma.ts';
import { SegnoFlusso } from '../segno-flusso.tsx';
import type { Registrazione } from '../tipi.ts';
import { paginaDi } from '../indirizzi.ts';

/** On which registration one is about to act. */
export function RiepilogoRegistrazione({ registrazione: r }: { registrazione: Registrazione }): ReactElement {
  const nomi = (r.flusso === 'E' ? r.mittenti : r.destinatari).map((c) => c.nominativo);
  return (
    <div className="riepilogo">
      <p className="riepilogo__testa">
        <Link to={paginaDi(r)}>
          n. {r.numero}/{r.anno}
        </Link>{' '}
        del {data(r.dataRegistrazione)} <SegnoFlusso flusso={r.flusso} />
      </p>
      <p className="riepilogo__oggetto">{r.oggetto}</p>
      <p className="riepilogo__chi">
        {nomi.slice(0, 3).join('; ')}
        {nomi.length > 3 && ` e altri ${nomi.length - 3}`}
      </p>
    </div>
  );
}
