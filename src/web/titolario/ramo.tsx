import { Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { Icona } from '../platform/ui/icona.tsx';
import { nomeConservazione, nomeConteggio, registrazioniSotto } from './nomi.ts';
import type { NodoTitolario } from './tipi.ts';

type Proprieta = {
  nodo: NodoTitolario;
  /** Opened from the start: while one searches. */
  aperto: boolean;
  /** Code shown beside, to be marked here. */
  scelta: string | undefined;
};

/** An entry and, opened, what is under it; its name leads to its details. */
export function RamoTitolario({ nodo, aperto, scelta }: Proprieta): ReactElement {
  const [scelto, setScelto] = useState<boolean>();
  const contieneScelta =
    scelta !== undefined && nodo.codice !== undefined && scelta.startsWith(`${nodo.codice}.`);
  const mostra = scelto ?? (aperto || contieneScelta);
  const { codice } = nodo;
  const registrazioni = registrazioniSotto(nodo) ?? 0;
  return (
    <li>
      <div className={`albero__riga ${nodo.chiusa ? 'albero__riga--chiusa' : ''}`}>
        {nodo.figli.length > 0 ? (
          <button
            type="button"
            className="albero__apri"
            aria-expanded={mostra}
            aria-label={`${mostra ? 'Chiudi' : 'Apri'} ${codice ?? nodo.denominazione}`}
            onClick={() => setScelto(!mostra)}
          >
            <Icona nome={mostra ? 'minus' : 'plus'} />
          </button>
        ) : (
          <span className="albero__apri" />
        )}
        {codice === undefined ? (
          <span className="albero__nome">
            {nodo.denominazione}
            {nodo.tipi.length > 0 && <small className="albero__tipi">{nodo.tipi.join(', ')}</small>}
          </span>
        ) : (
          <Link
            to="/titolario"
            search={(prima) => ({ ...prima, voce: codice })}
            className="albero__nome albero__nome--voce"
            aria-current={codice === scelta ? 'true' : undefined}
            resetScroll={false}
          >
            <span className="albero__codice">{codice}</span> {nodo.denominazione}
            {nodo.chiusa && <small className="marca marca--spenta">chiusa</small>}
          </Link>
        )}
        <span className="albero__dati">
          {registrazioni > 0 && (
            <span>
              {nomeConteggio(registrazioni)}
              <span className="visually-hidden"> registrazioni</span>
            </span>
          )}
          {nodo.conservazione && !nodo.conservazione.ereditata && (
            <span className="marca">{nomeConservazione(nodo.conservazione)}</span>
          )}
        </span>
      </div>
      {mostra && nodo.figli.length > 0 && (
        <ul>
          {nodo.figli.map((figlio) => (
            <RamoTitolario key={figlio.id} nodo={figlio} aperto={aperto} scelta={scelta} />
          ))}
        </ul>
      )}
    </li>
  );
}
