import type { ReactElement, ReactNode } from 'react';
import { Icona } from './icona.tsx';

type Proprieta = { icona: string; titolo: string; children?: ReactNode };

/** What will appear here, and the first thing one can do about it. */
export function Vuoto({ icona, titolo, children }: Proprieta): ReactElement {
  return (
    <div className="vuoto">
      <Icona nome={icona} classe="vuoto__icona" />
      <p className="vuoto__titolo">{titolo}</p>
      {children}
    </div>
  );
}
