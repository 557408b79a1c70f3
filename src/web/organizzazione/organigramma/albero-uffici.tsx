import { useRef, type KeyboardEvent, type ReactElement } from 'react';
import { Icona } from '../../platform/ui/icona.tsx';
import { visibili, type Nodo } from './albero.ts';
import { nomiTipo } from './nomi.ts';

type Proprieta = {
  nodi: readonly Nodo[];
  aperti: ReadonlySet<string>;
  onApri: (codice: string, aperto: boolean) => void;
  /** Code of the unit shown beside. */
  scelta: string | undefined;
  onScegli: (codice: string) => void;
};

/**
 * The chart, after the tree pattern of the ARIA guide, as a flat list that says how deep each is: one stop of Tab for the whole tree; in it arrows move, right and left open and
 * close, Enter shows the unit.
 */
export function AlberoUffici({ nodi, aperti, onApri, scelta, onScegli }: Proprieta): ReactElement {
  const albero = useRef<HTMLUListElement>(null);
  const visti = visibili(nodi, aperti);
  const codici = visti.map((r) => r.nodo.codice);
  const diTutti = scelta !== undefined && codici.includes(scelta) ? scelta : codici[0];
  const vaiA = (codice: string | undefined): void => {
    if (codice === undefined) return;
    albero.current?.querySelector<HTMLElement>(`[data-codice="${CSS.escape(codice)}"]`)?.focus();
  };
  const tasto = (e: KeyboardEvent, nodo: Nodo): void => {
    if (e.altKey || e.ctrlKey || e.metaKey) return;
    const posto = codici.indexOf(nodo.codice);
    const aperto = aperti.has(nodo.codice);
    const azioni: Record<string, () => void> = {
      ArrowDown: () => vaiA(codici[posto + 1]),
      ArrowUp: () => vaiA(codici[posto - 1]),
      Home: () => vaiA(codici[0]),
      End: () => vaiA(codici.at(-1)),
      ArrowRight: () => {
        if (nodo.figli.length === 0) return;
        if (aperto) vaiA(nodo.figli[0]?.codice);
        else onApri(nodo.codice, true);
      },
      ArrowLeft: () => {
        if (aperto && nodo.figli.length > 0) onApri(nodo.codice, false);
        else vaiA(nodo.padre);
      },
      Enter: () => onScegli(nodo.codice),
      ' ': () => onScegli(nodo.codice),
    };
    const azione = azioni[e.key];
    if (!azione) return;
    e.preventDefault();
    e.stopPropagation();
    azione();
  };
  return (
    <ul className="albero uffici" role="tree" aria-label="Uffici" ref={albero}>
      {visti.map(({ nodo, livello, posto, quante }) => {
        const aperto = aperti.has(nodo.codice);
        const contiene = nodo.figli.length > 0;
        return (
          <li
            key={nodo.codice}
            role="treeitem"
            className={`albero__riga uffici__riga uffici__riga--${Math.min(livello, 6)}`}
            data-codice={nodo.codice}
            aria-level={livello}
            aria-posinset={posto}
            aria-setsize={quante}
            aria-expanded={contiene ? aperto : undefined}
            aria-selected={nodo.codice === scelta}
            tabIndex={nodo.codice === diTutti ? 0 : -1}
            onKeyDown={(e) => tasto(e, nodo)}
            onClick={() => onScegli(nodo.codice)}
          >
            <span
              className="albero__apri"
              onClick={(e) => {
                if (!contiene) return;
                e.stopPropagation();
                onApri(nodo.codice, !aperto);
              }}
            >
              {contiene && <Icona nome={aperto ? 'minus' : 'plus'} />}
            </span>
            <span className="albero__nome">
              {nodo.denominazione}
              <Segni nodo={nodo} />
            </span>
            <span className="albero__dati">{nomiTipo[nodo.tipo]}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Segni({ nodo }: { nodo: Nodo }): ReactElement {
  return (
    <>
      {nodo.servizioProtocollo && <small className="marca marca--viva">servizio di protocollo</small>}
      {nodo.uop && <small className="marca">UOP</small>}
      {nodo.uu && <small className="marca">UU</small>}
    </>
  );
}
