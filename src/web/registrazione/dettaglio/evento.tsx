import type { ReactElement } from 'react';
import { data, dataOra } from '../../platform/date/roma.ts';
import { Confronto } from '../confronto.tsx';
import type { EventoStoria } from '../tipi.ts';
import { Valore } from '../valore.tsx';

/** One event: when, who, for which office, what changed, and the leaf of the log that proves it. */
export function EventoDellaStoria({ evento: e }: { evento: EventoStoria }): ReactElement {
  const cambio = e.tipo === 'variazione' || e.tipo === 'rettifica';
  return (
    <li className={`storia__evento storia__evento--${e.tipo}`}>
      <p className="storia__quando">
        <time dateTime={e.istante}>{dataOra(e.istante)}</time>
      </p>
      <div className="storia__cosa">
        <p className="storia__titolo">{e.titolo}</p>
        <p className="storia__chi">
          {e.attore}
          {e.unita && ` · ${e.unita}`}
        </p>
        {cambio ? (
          <Confronto prima={e.prima} dopo={e.dopo} />
        ) : (
          e.dopo !== undefined && (
            <p>
              Valore proposto o collegato: <Valore valore={e.dopo} />
            </p>
          )
        )}
        {e.motivazione && <p>Motivo: {e.motivazione}</p>}
        {e.atto && (
          <p>
            Atto n. {e.atto.numero} del {data(e.atto.data)}
          </p>
        )}
        {e.foglia && (
          <p className="storia__foglia">
            Foglia {e.foglia.posizione} del registro verificabile,{' '}
            <code>{e.foglia.impronta.slice(0, 16)}…</code>
          </p>
        )}
      </div>
    </li>
  );
}
