import { useState, type ReactElement } from 'react';
import { Icona } from '../platform/ui/icona.tsx';
import type { NodoTitolario } from './api.ts';

/** A voce and, opened, what is under it. */
export function RamoTitolario({ nodo, aperto }: { nodo: NodoTitolario; aperto: boolean }): ReactElement {
  const [scelto, setScelto] = useState<boolean>();
  const mostra = scelto ?? aperto;
  const testo = (
    <>
      {nodo.codice && <span className="albero__codice">{nodo.codice}</span>} <span>{nodo.denominazione}</span>
    </>
  );
  return (
    <li>
      {nodo.figli.length > 0 ? (
        <button
          type="button"
          className="albero__voce"
          aria-expanded={mostra}
          onClick={() => setScelto(!mostra)}
        >
          <Icona nome={mostra ? 'minus' : 'plus'} />
          {testo}
          <small>{nodo.figli.length}</small>
        </button>
      ) : (
        <span className="albero__voce albero__voce--foglia">{testo}</span>
      )}
      {mostra && nodo.figli.length > 0 && (
        <ul>
          {nodo.figli.map((figlio) => (
            <RamoTitolario key={figlio.codice ?? figlio.denominazione} nodo={figlio} aperto={aperto} />
          ))}
        </ul>
      )}
    </li>
  );
}
