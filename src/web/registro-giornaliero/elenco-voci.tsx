import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge } from 'design-react-kit';
import type { ReactElement } from 'react';
import { dataOra } from '../platform/date/roma.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { useLargo } from '../platform/ui/use-largo.ts';
import { indirizzoRegistrazione } from './indirizzo-registrazione.ts';
import type { periodoQuery } from './api.ts';
import type { VoceElenco } from './tipi.ts';

const FLUSSO = { E: 'Arrivo', U: 'Partenza', I: 'Interno' };

type Proprieta = { domanda: ReturnType<typeof periodoQuery>; nome: string; vuoto: string };

/** Registrations in order of number, a page at a time. */
export function ElencoVoci({ domanda, nome, vuoto }: Proprieta): ReactElement {
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(domanda);
  const largo = useLargo(900);
  const voci = data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <>
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {data && voci.length === 0 && <Vuoto icona="list" titolo={vuoto} />}
      {voci.length > 0 && (largo ? <Tabella voci={voci} nome={nome} /> : <Schede voci={voci} nome={nome} />)}
      {hasNextPage && (
        <button
          type="button"
          className="btn btn-outline-primary btn-xs"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          Mostra le seguenti
        </button>
      )}
    </>
  );
}

const Stato = ({ v }: { v: VoceElenco }): ReactElement | null =>
  v.annullata ? <Badge color="danger">Annullata</Badge> : null;

const Numero = ({ v }: { v: VoceElenco }): ReactElement => (
  <Link {...indirizzoRegistrazione(v)} data-voce-elenco="">
    {v.numero}/{v.anno}
  </Link>
);

function Tabella({ voci, nome }: { voci: readonly VoceElenco[]; nome: string }): ReactElement {
  return (
    <table className="elenco">
      <caption className="visually-hidden">{nome}</caption>
      <thead>
        <tr>
          <th scope="col">Numero</th>
          <th scope="col">Data e ora</th>
          <th scope="col">Flusso</th>
          <th scope="col">Mittente o destinatari</th>
          <th scope="col">Oggetto</th>
          <th scope="col">Classe</th>
          <th scope="col">Ufficio</th>
        </tr>
      </thead>
      <tbody>
        {voci.map((v) => (
          <tr key={`${v.anno}-${v.numero}`}>
            <th scope="row">
              <Numero v={v} />
            </th>
            <td className="text-nowrap">{dataOra(v.dataRegistrazione)}</td>
            <td>{FLUSSO[v.flusso]}</td>
            <td>{v.corrispondenti}</td>
            <td>
              {v.annullata ? <s>{v.oggetto}</s> : v.oggetto} <Stato v={v} />
            </td>
            <td>{v.classificazione ?? '—'}</td>
            <td>{v.ufficio ?? '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Schede({ voci, nome }: { voci: readonly VoceElenco[]; nome: string }): ReactElement {
  return (
    <ul className="schede" aria-label={nome}>
      {voci.map((v) => (
        <li key={`${v.anno}-${v.numero}`} className="scheda">
          <span className="scheda__numero">
            <Numero v={v} />
          </span>{' '}
          <Stato v={v} />
          <p>{v.annullata ? <s>{v.oggetto}</s> : v.oggetto}</p>
          <p className="scheda__dati">
            {FLUSSO[v.flusso]} · {dataOra(v.dataRegistrazione)} · {v.corrispondenti}
          </p>
        </li>
      ))}
    </ul>
  );
}
