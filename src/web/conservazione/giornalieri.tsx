import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { data } from '../platform/date/roma.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { giornalieriQuery } from './api.ts';
import { Stato } from './stato.tsx';

/** A month: more is looked for by name. */
const MOSTRATI = 31;

/** Where each daily register is (RN-53.2), those that are late first. */
export function Giornalieri(): ReactElement {
  const { data: letti, error, isPending } = useQuery(giornalieriQuery);
  return (
    <section aria-labelledby="giornalieri">
      <h2 id="giornalieri">Registri giornalieri</h2>
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {letti && letti.items.length > MOSTRATI && (
        <p className="scheda__dati">
          Gli ultimi {MOSTRATI}, prima quelli in ritardo; gli altri sono fra i pacchetti, e in{' '}
          <Link to="/registro-giornaliero">Registro giornaliero</Link>.
        </p>
      )}
      {letti?.items.length === 0 && <p>Nessun registro giornaliero, per ora.</p>}
      {letti && letti.items.length > 0 && (
        <div className="tabella-scorre" tabIndex={0} role="region" aria-labelledby="giornalieri">
          <table className="elenco">
            <caption className="visually-hidden">Stato di ogni registro giornaliero</caption>
            <thead>
              <tr>
                <th scope="col">Giorno</th>
                <th scope="col">Registro</th>
                <th scope="col">Entro il</th>
                <th scope="col">Stato</th>
              </tr>
            </thead>
            <tbody>
              {letti.items.slice(0, MOSTRATI).map((g) => (
                <tr key={g.identificativo}>
                  <th scope="row">
                    {g.pacchetto === undefined ? (
                      data(g.giorno)
                    ) : (
                      <Link to="/conservazione/pacchetti/$id" params={{ id: g.pacchetto }}>
                        {data(g.giorno)}
                      </Link>
                    )}
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
        </div>
      )}
    </section>
  );
}
