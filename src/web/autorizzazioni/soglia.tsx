import type { ReactElement, ReactNode } from 'react';
import { Marchio } from '../app/marchio.tsx';

type Proprieta = { titolo: string; sottotitolo?: string | undefined; children: ReactNode; larga?: boolean };

/** The page before the work: sign-in and lock. */
export function Soglia({ titolo, sottotitolo, children, larga = false }: Proprieta): ReactElement {
  return (
    <div className="soglia">
      <header className="soglia__testa">
        <Marchio />
      </header>
      <main className="soglia__corpo">
        <div className={`soglia__carta ${larga ? 'soglia__carta--larga' : ''}`}>
          <h1>{titolo}</h1>
          {sottotitolo && <p className="soglia__sotto">{sottotitolo}</p>}
          {children}
        </div>
      </main>
      <footer className="soglia__piede">Protocollo informatico, gestione documentale e archivi</footer>
    </div>
  );
}
