import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { data } from '../platform/date/roma.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { useLargo } from '../platform/ui/use-largo.ts';
import { giornalieriQuery } from './api.ts';
import { Stato } from './stato.tsx';
import type { ElencoGiornalieri } from './tipi.ts';

/** A month: more is looked for by name. */
const MOSTRATI = 31;
/** Of which these without asking: the packages themselves must still be within reach. */
const SUBITO = 10;

type Giornaliero = ElencoGiornalieri['items'][number];

/** Where each daily register is (RN-53.2), those that are late first. */
export function Giornalieri(): ReactElement {
  const { data: letti, error, isPending } = useQuery(giornalieriQuery);
  const mostrati = letti?.items.slice(0, MOSTRATI) ?? [];
  const altri = mostrati.slice(SUBITO);
  return (
    <section aria-labelledby="giornalieri">
      <h2 id="giornalieri">Registri giornalieri</h2>
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {letti && letti.items.length > MOSTRATI && (
        <p className="scheda__dati mb-2">
          Gli ultimi {MOSTRATI}, prima quelli in ritardo; gli altri sono fra i pacchetti, e in{' '}
          <Link to="/registro-giornaliero">Registro giornaliero</Link>.
        </p>
      )}
      {letti?.items.length === 0 && <p>Nessun registro giornaliero, per ora.</p>}
      {mostrati.length > 0 && (
        <Voci voci={mostrati.slice(0, SUBITO)} nome="Stato di ogni registro giornaliero" />
      )}
      {altri.length > 0 && (
        <details className="elenco-altri">
          <summary>{altri.length === 1 ? 'Un altro' : `Altri ${altri.length}`}</summary>
          <Voci voci={altri} nome="Stato degli altri registri giornalieri" />
        </details>
      )}
    </section>
  );
}

function Voci({ voci, nome }: { voci: readonly Giornaliero[]; nome: string }): ReactElement {
  const largo = useLargo(700);
  return largo ? <Tabella voci={voci} nome={nome} /> : <Schede voci={voci} nome={nome} />;
}

const Giorno = ({ g }: { g: Giornaliero }): ReactElement =>
  g.pacchetto === undefined ? (
    <>{data(g.giorno)}</>
  ) : (
    <Link to="/conservazione/pacchetti/$id" params={{ id: g.pacchetto }}>
      {data(g.giorno)}
    </Link>
  );

function Tabella({ voci, nome }: { voci: readonly Giornaliero[]; nome: string }): ReactElement {
  return (
    <table className="elenco">
      <caption className="visually-hidden">{nome}</caption>
      <thead>
        <tr>
          <th scope="col">Giorno</th>
          <th scope="col">Registro</th>
          <th scope="col">Entro il</th>
          <th scope="col">Stato</th>
        </tr>
      </thead>
      <tbody>
        {voci.map((g) => (
          <tr key={g.identificativo}>
            <th scope="row">
              <Giorno g={g} />
            </th>
            <td>{g.registro}</td>
            <td>{data(g.dovutoEntro)}</td>
            <td>
              <Stato stato={g.stato} inRitardo={g.inRitardo} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Schede({ voci, nome }: { voci: readonly Giornaliero[]; nome: string }): ReactElement {
  return (
    <ul className="schede" aria-label={nome}>
      {voci.map((g) => (
        <li key={g.identificativo} className="scheda">
          <span className="scheda__numero">
            <Giorno g={g} />
          </span>{' '}
          <Stato stato={g.stato} inRitardo={g.inRitardo} />
          <p className="scheda__dati">
            {g.registro} · entro il {data(g.dovutoEntro)}
          </p>
        </li>
      ))}
    </ul>
  );
}
