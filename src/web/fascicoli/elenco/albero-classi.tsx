import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { conteggiQuery, type NodoContato } from './conteggi.ts';

type Proprieta = { scelta: string | undefined; onScegli: (codice: string | undefined) => void };

/** The titolario as the shelves of the archive: how many fascicoli stand under each voce, and the way to them. */
export function AlberoClassi({ scelta, onScegli }: Proprieta): ReactElement {
  const { data, error, isPending } = useQuery(conteggiQuery);
  if (isPending) return <Attesa />;
  if (error) return <AvvisoErrore errore={error} />;
  return (
    <nav aria-label="Classi del titolario">
      <ul className="albero albero--classi">
        <li>
          <button
            type="button"
            className="albero__voce"
            aria-current={scelta === undefined ? 'true' : undefined}
            onClick={() => onScegli(undefined)}
          >
            <Icona nome="folder" /> Tutte le classi
          </button>
        </li>
        {data.map((nodo) => (
          <Ramo key={nodo.codice} nodo={nodo} scelta={scelta} onScegli={onScegli} />
        ))}
      </ul>
    </nav>
  );
}

type PerRamo = Proprieta & { nodo: NodoContato };

function Ramo({ nodo, scelta, onScegli }: PerRamo): ReactElement {
  const dentro = scelta !== undefined && scelta.startsWith(`${nodo.codice}.`);
  const [aperto, setAperto] = useState<boolean>();
  const mostra = aperto ?? (dentro || scelta === nodo.codice);
  return (
    <li>
      <div className={`ramo ${nodo.conto === '0' ? 'ramo--vuoto' : ''}`}>
        {nodo.figli.length > 0 ? (
          <button
            type="button"
            className="bottone-icona"
            aria-expanded={mostra}
            aria-label={`${mostra ? 'Chiudi' : 'Apri'} ${nodo.codice} ${nodo.denominazione}`}
            onClick={() => setAperto(!mostra)}
          >
            <Icona nome={mostra ? 'minus' : 'plus'} />
          </button>
        ) : (
          <span className="ramo__posto" />
        )}
        <button
          type="button"
          className="albero__voce"
          aria-current={scelta === nodo.codice ? 'true' : undefined}
          onClick={() => {
            setAperto(true);
            onScegli(nodo.codice);
          }}
        >
          <span className="albero__codice">{nodo.codice}</span> <span>{nodo.denominazione}</span>
          <small>
            {nodo.conto}
            <span className="visually-hidden"> {nodo.conto === '1' ? 'fascicolo' : 'fascicoli'}</span>
          </small>
        </button>
      </div>
      {mostra && nodo.figli.length > 0 && (
        <ul>
          {nodo.figli.map((figlio) => (
            <Ramo key={figlio.codice} nodo={figlio} scelta={scelta} onScegli={onScegli} />
          ))}
        </ul>
      )}
    </li>
  );
}
