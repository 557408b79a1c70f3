import { useState, type ReactElement } from 'react';
import { useTasti } from '../platform/tastiera/use-tasti.ts';
import { Campo } from '../platform/ui/campo.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Pannello } from '../platform/ui/pannello.tsx';
import { stampa } from './api.ts';
import type { Repertorio } from './tipi.ts';

/** The printed repertorio: of a year or, where the numbering never restarts, whole (RN-47.3). */
export function PannelloStampa({ repertorio: r }: { repertorio: Repertorio }): ReactElement | null {
  const [aperto, setAperto] = useState(false);
  const intero = r.numerazione === 'continua';
  const [anno, setAnno] = useState(intero ? '' : String(r.anni[0] ?? ''));
  useTasti('Stampa', [
    { tasto: 'p', nome: 'Stampa il repertorio', azione: () => setAperto(true), attivo: r.anni.length > 0 },
  ]);
  if (r.anni.length === 0) return null;
  const scelto = anno === '' ? undefined : Number(anno);
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
              <option key={x} value={x}>
                {x}
              </option>
            ))}
          </select>
        )}
      </Campo>
      <div className="azioni">
        <a
          className="btn btn-outline-primary btn-xs"
          href={stampa(r.codice, 'pdf', scelto)}
          target="_blank"
          rel="noreferrer"
        >
          <Icona nome="file-pdf" /> PDF da conservare
        </a>
        <a className="btn btn-outline-primary btn-xs" href={stampa(r.codice, 'csv', scelto)} download="">
          <Icona nome="download" /> Foglio di calcolo (CSV)
        </a>
      </div>
    </Pannello>
  );
}
