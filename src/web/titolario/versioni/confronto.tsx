import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { data } from '../../platform/date/roma.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { nomeCambio } from '../nomi.ts';
import type { Differenza, Lato } from '../tipi.ts';
import { confrontoQuery } from './api.ts';

/** Two versions side by side: only what differs. */
export function Confronto({ id, con }: { id: string; con: string }): ReactElement {
  const { data: confronto, error, isPending } = useQuery(confrontoQuery(id, con));
  if (isPending) return <Attesa />;
  if (error) return <AvvisoErrore errore={error} />;
  return (
    <section aria-label="Confronto">
      <h2>
        {confronto.differenze === 1 ? '1 differenza' : `${confronto.differenze} differenze`} da «
        {data(confronto.prima.versione)}»
      </h2>
      {confronto.items.length === 0 ? (
        <Vuoto icona="check-circle" titolo="Le due versioni sono uguali" />
      ) : (
        <Differenze
          differenze={confronto.items}
          prima={confronto.prima.versione}
          dopo={confronto.dopo.versione}
        />
      )}
    </section>
  );
}

type Proprieta = { differenze: readonly Differenza[]; prima: string; dopo: string };

/** A row for each entry that differs: before, after, and in words what happened. */
export function Differenze({ differenze, prima, dopo }: Proprieta): ReactElement {
  return (
    <div className="scorre" tabIndex={0} role="region" aria-label="Differenze">
      <table className="elenco elenco--confronto">
        <thead>
          <tr>
            <th scope="col">Che cosa</th>
            <th scope="col">{data(prima)}</th>
            <th scope="col">{data(dopo)}</th>
          </tr>
        </thead>
        <tbody>
          {differenze.map((d) => (
            <tr key={d.identita}>
              <td>{d.cambi.map((c) => nomeCambio[c]).join(', ')}</td>
              <td>{d.prima ? <Faccia lato={d.prima} /> : <span className="campo__aiuto">non c’era</span>}</td>
              <td>{d.dopo ? <Faccia lato={d.dopo} /> : <span className="campo__aiuto">non c’è più</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Faccia({ lato }: { lato: Lato }): ReactElement {
  return (
    <div className={lato.chiusa ? 'faccia faccia--chiusa' : 'faccia'}>
      {lato.codice && <strong className="albero__codice">{lato.codice} </strong>}
      {lato.denominazione}
      <small>
        {[
          lato.chiusa && 'chiusa',
          lato.codice === undefined && lato.percorso,
          lato.tipi.join(', '),
          lato.nota,
        ]
          .filter(Boolean)
          .join(' · ')}
      </small>
    </div>
  );
}
