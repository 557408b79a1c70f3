import type { ReactElement, ReactNode } from 'react';
import { useTitolo } from './use-titolo.ts';

type Proprieta = {
  titolo: string;
  occhiello?: ReactNode;
  azioni?: ReactNode;
  classe?: string;
  children: ReactNode;
};

/** A screen: its title (also of the window), its actions, its content. */
export function Pagina({ titolo, occhiello, azioni, classe = '', children }: Proprieta): ReactElement {
  useTitolo(titolo);
  return (
    <div className={`pagina ${classe}`}>
      <header className="pagina__testa">
        <div className="pagina__titoli">
          <h1>{titolo}</h1>
          {occhiello !== undefined && <p className="pagina__occhiello">{occhiello}</p>}
        </div>
        {azioni !== undefined && <div className="pagina__azioni">{azioni}</div>}
      </header>
      {children}
    </div>
  );
}
