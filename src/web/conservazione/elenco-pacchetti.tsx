import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { data, dataOra } from '../platform/date/roma.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { pacchettiQuery } from './api.ts';
import { Stato, STATI, TIPI } from './stato.tsx';

/** Packages, late ones first, by where they are and what they are of. */
export function ElencoPacchetti(): ReactElement {
  const [filtro, setFiltro] = useState({ stato: '', tipo: '', cerca: '' });
  const {
    data: letti,
    error,
    isPending,
    hasNextPage,
    fetchNextPage,
  } = useInfiniteQuery(pacchettiQuery(filtro));
  const voci = letti?.pages.flatMap((p) => p.items) ?? [];
  const scelta = (etichetta: string, nome: 'stato' | 'tipo', voci: [string, string][]): ReactElement => (
    <Campo etichetta={etichetta}>
      {(a) => (
        <select
          {...a}
          className="form-select"
          value={filtro[nome]}
          onChange={(e) => setFiltro({ ...filtro, [nome]: e.target.value })}
        >
          <option value="">Tutti</option>
          {voci.map(([valore, testo]) => (
            <option key={valore} value={valore}>
              {testo}
            </option>
          ))}
        </select>
      )}
    </Campo>
  );
  return (
    <section aria-labelledby="pacchetti">
      <h2 id="pacchetti">Pacchetti di versamento</h2>
      <div className="griglia">
        {scelta(
          'Stato',
          'stato',
          Object.entries(STATI).map(([v, [nome]]) => [v, nome]),
        )}
        {scelta('Che cosa', 'tipo', Object.entries(TIPI))}
        <Campo etichetta="Cerca nel nome">
          {(a) => (
            <input
              {...a}
              type="search"
              maxLength={120}
              value={filtro.cerca}
              onChange={(e) => setFiltro({ ...filtro, cerca: e.target.value })}
            />
          )}
        </Campo>
      </div>
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {letti && voci.length === 0 && <Vuoto icona="box" titolo="Nessun pacchetto" />}
      {voci.length > 0 && (
        <ul className="schede" aria-label="Pacchetti">
          {voci.map((p) => (
            <li key={p.id} className="scheda">
              <Link
                className="scheda__numero"
                to="/conservazione/pacchetti/$id"
                params={{ id: p.id }}
                data-voce-elenco=""
              >
                {p.titolo}
              </Link>{' '}
              <Stato stato={p.stato} inRitardo={p.inRitardo} />
              <p className="scheda__dati">
                {TIPI[p.tipo]} · {p.identificativo} · prodotto il {dataOra(p.creatoIl)}
                {p.dovutoEntro !== undefined && ` · da consegnare entro il ${data(p.dovutoEntro)}`}
              </p>
              {p.motivo !== undefined && <p>{p.motivo}</p>}
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && (
        <button type="button" className="btn btn-outline-primary btn-xs" onClick={() => void fetchNextPage()}>
          Mostra i seguenti
        </button>
      )}
    </section>
  );
}
