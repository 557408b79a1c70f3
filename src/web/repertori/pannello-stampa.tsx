import { useState, type ReactElement } from 'react';
import { useTasti } from '../platform/tastiera/use-tasti.ts';
import { Campo } from '../platform/ui/campo.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Pannello } from '../platform/ui/pannello.tsx';
import { stampa } from './api.ts';
import type { Repertorio } from './tipi.ts';

/** As the server binds them. */
const VOCI_PER_VOLUME = 2000;

/** The printed repertorio: of a year or, where the numbering never restarts, whole (RN-47.3). */
export function PannelloStampa({ repertorio: r }: { repertorio: Repertorio }): ReactElement | null {
  const [aperto, setAperto] = useState(false);
  const intero = r.numerazione === 'continua';
  const [anno, setAnno] = useState(intero ? '' : String(r.anni[0]?.anno ?? ''));
  useTasti('Stampa', [
    { tasto: 'p', nome: 'Stampa il repertorio', azione: () => setAperto(true), attivo: r.anni.length > 0 },
  ]);
  if (r.anni.length === 0) return null;
  const scelto = anno === '' ? undefined : Number(anno);
  const quante = r.anni
    .filter((x) => scelto === undefined || x.anno === scelto)
    .reduce((n, x) => n + x.quante, 0);
  const volumi = Math.max(1, Math.ceil(quante / VOCI_PER_VOLUME));
  return (
    <Pannello
      nome="Stampa del repertorio"
      aperto={aperto}
      onAperto={setAperto}
      bottone={
        <>
          <Icona nome="print" /> Stampa <kbd>P</kbd>
        </>
      }
    >
      <Campo etichetta="Anno">
        {(a) => (
          <select {...a} className="form-select" value={anno} onChange={(e) => setAnno(e.target.value)}>
            {intero && <option value="">Tutti</option>}
            {r.anni.map((x) => (
              <option key={x.anno} value={x.anno}>
                {x.anno}
              </option>
            ))}
          </select>
        )}
      </Campo>
      <div className="azioni">
        {Array.from({ length: volumi }, (_, i) => (
          <a
            key={i}
            className="btn btn-outline-primary btn-xs"
            href={stampa(r.codice, 'pdf', scelto, volumi > 1 ? i + 1 : undefined)}
            target="_blank"
            rel="noreferrer"
          >
            <Icona nome="file-pdf" /> {volumi > 1 ? `PDF, volume ${i + 1}` : 'PDF da conservare'}
          </a>
        ))}
        <a className="btn btn-outline-primary btn-xs" href={stampa(r.codice, 'csv', scelto)} download="">
          <Icona nome="download" /> Foglio di calcolo (CSV)
        </a>
      </div>
    </Pannello>
  );
}
