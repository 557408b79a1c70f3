import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { data } from '../platform/date/roma.ts';
import { useTasti } from '../platform/tastiera/use-tasti.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { useLargo } from '../platform/ui/use-largo.ts';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { useTastiElenco } from '../registrazione/registro/use-tasti-elenco.ts';
import { useNavigate } from '@tanstack/react-router';
import { repertoriQuery } from './api.ts';
import type { Repertorio } from './tipi.ts';

/** The registri particolari: where each one stands, and the way into it (RN-39.1). */
export function PaginaRepertori(): ReactElement {
  const { data: repertori, error, isPending } = useQuery(repertoriQuery);
  const gestisce = usePermesso('repertorio.gestisce');
  const [testo, setTesto] = useState('');
  const largo = useLargo(900);
  const vai = useNavigate();
  useTastiElenco();
  useTasti('Repertori', [
    {
      tasto: 'a',
      nome: 'Istituisce un repertorio',
      azione: () => void vai({ to: '/repertori/nuovo' }),
      attivo: gestisce,
    },
  ]);
  const voci = (repertori?.items ?? []).filter((r) => contiene(r, testo));
  return (
    <Pagina
      titolo="Repertori"
      occhiello="Documenti soggetti a registrazione particolare: ogni repertorio ha la sua numerazione, senza buchi, distinta dal protocollo."
      azioni={
        gestisce && (
          <Link to="/repertori/nuovo" className="btn btn-primary btn-sm">
            <Icona nome="plus" classe="icona--chiara" /> Istituisci <kbd>A</kbd>
          </Link>
        )
      }
    >
      <Campo etichetta="Cerca un repertorio" classe="campo--cerca">
        {(a) => <input {...a} type="search" value={testo} onChange={(e) => setTesto(e.target.value)} />}
      </Campo>
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {repertori && voci.length === 0 && (
        <Vuoto
          icona="list"
          titolo={testo ? 'Nessun repertorio con questo nome' : 'Non ci sono ancora repertori'}
        />
      )}
      {voci.length > 0 && (largo ? <Tabella voci={voci} /> : <Schede voci={voci} />)}
    </Pagina>
  );
}

function contiene(r: Repertorio, testo: string): boolean {
  const piega = (t: string): string => t.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return piega(`${r.codice} ${r.denominazione}`).includes(piega(testo.trim()));
}

function Stato({ r }: { r: Repertorio }): ReactElement {
  return (
    <>
      {r.chiusoIl && <Badge color="secondary">Chiuso</Badge>}
      {r.voceManuale === undefined && <Badge color="primary">Dell’ente</Badge>}
    </>
  );
}

const ultimo = ({ ultimo: u }: Repertorio): string => (u ? `${Number(u.numero)}/${u.anno}` : '—');

function Tabella({ voci }: { voci: readonly Repertorio[] }): ReactElement {
  return (
    <table className="elenco elenco--nomi">
      <caption className="visually-hidden">Repertori, nell’ordine del manuale</caption>
      <thead>
        <tr>
          <th scope="col">Repertorio</th>
          <th scope="col">Codice</th>
          <th scope="col">Ultimo numero</th>
          <th scope="col">del</th>
          <th scope="col">Quest’anno</th>
          <th scope="col">Numerazione</th>
        </tr>
      </thead>
      <tbody>
        {voci.map((r) => (
          <tr key={r.codice}>
            <th scope="row">
              <Link to="/repertori/$registro" params={{ registro: r.codice }} search={{}} data-voce-elenco="">
                {r.denominazione}
              </Link>{' '}
              <Stato r={r} />
            </th>
            <td>{r.codice}</td>
            <td>{ultimo(r)}</td>
            <td>{r.ultimo ? data(r.ultimo.dataRegistrazione) : ''}</td>
            <td>{r.quante.toLocaleString('it-IT')}</td>
            <td>{r.numerazione}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Schede({ voci }: { voci: readonly Repertorio[] }): ReactElement {
  return (
    <ul className="schede" aria-label="Repertori, nell’ordine del manuale">
      {voci.map((r) => (
        <li key={r.codice} className="scheda">
          <Link
            className="scheda__numero"
            to="/repertori/$registro"
            params={{ registro: r.codice }}
            search={{}}
            data-voce-elenco=""
          >
            {r.denominazione}
          </Link>{' '}
          <Stato r={r} />
          <p className="scheda__dati">
            {r.codice} · ultimo {ultimo(r)} · {r.quante.toLocaleString('it-IT')} quest’anno
          </p>
        </li>
      ))}
    </ul>
  );
}
