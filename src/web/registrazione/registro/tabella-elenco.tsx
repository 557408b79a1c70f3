import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { data, dataOra } from '../../platform/date/roma.ts';
import { useMezzi, type Mezzo } from '../api.ts';
import { SegnoFlusso } from '../segno-flusso.tsx';
import { Contrassegni } from './contrassegni.tsx';
import { colonne, type Colonna } from './colonne.ts';
import type { VoceElenco } from '../tipi.ts';
import { paginaDi } from '../indirizzi.ts';

type Proprieta = { registro: string; voci: readonly VoceElenco[]; colonne: readonly Colonna[] };

/** The list on a wide window. */
export function TabellaElenco({ registro, voci, colonne: scelte }: Proprieta): ReactElement {
  const { data: mezzi } = useMezzi();
  const mostrate = colonne.filter((c) => scelte.includes(c.nome));
  // When and which way stand before the oggetto, the rest after it.
  const prima = mostrate.filter((c) => c.nome === 'data' || c.nome === 'flusso');
  const dopo = mostrate.filter((c) => c.nome !== 'data' && c.nome !== 'flusso');
  return (
    <table className="elenco">
      <caption className="visually-hidden">Registrazioni, dalla più recente</caption>
      <thead>
        <tr>
          <th scope="col">Numero</th>
          <Intestazioni di={prima} />
          <th scope="col">Oggetto</th>
          <Intestazioni di={dopo} />
        </tr>
      </thead>
      <tbody>
        {voci.map((v) => (
          <tr key={`${v.anno}/${v.numero}`} className={v.stato === 'annullata' ? 'annullata' : undefined}>
            <th scope="row">
              <Link to={paginaDi({ ...v, registro })} data-voce-elenco="">
                {v.numero}/{v.anno}
              </Link>
            </th>
            <Celle di={prima} voce={v} mezzi={mezzi} />
            <td className="elenco__oggetto">
              <span className="barrabile">{v.oggetto}</span> <Contrassegni voce={v} />
            </td>
            <Celle di={dopo} voce={v} mezzi={mezzi} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Colonne = readonly (typeof colonne)[number][];

function Intestazioni({ di }: { di: Colonne }): ReactNode {
  return di.map((c) => (
    <th key={c.nome} scope="col">
      {c.etichetta}
    </th>
  ));
}

type PerCelle = { di: Colonne; voce: VoceElenco; mezzi: readonly Mezzo[] | undefined };

function Celle({ di, voce, mezzi }: PerCelle): ReactNode {
  return di.map((c) => <td key={c.nome}>{cella(c.nome, voce, mezzi)}</td>);
}

function cella(colonna: Colonna, v: VoceElenco, mezzi: readonly Mezzo[] | undefined): ReactNode {
  switch (colonna) {
    case 'corrispondenti':
      return <span className="barrabile">{v.corrispondenti}</span>;
    case 'mezzo':
      return mezzi?.find((m) => m.codice === v.mezzo)?.denominazione ?? v.mezzo;
    case 'classificazione':
      return v.classificazione;
    case 'unita':
      return v.unitaCompetente;
    case 'allegati':
      return v.numeroAllegati > 0 ? v.numeroAllegati : '';
    case 'data':
      return <span title={dataOra(v.dataRegistrazione)}>{data(v.dataRegistrazione)}</span>;
    case 'flusso':
      return <SegnoFlusso flusso={v.flusso} />;
  }
}
