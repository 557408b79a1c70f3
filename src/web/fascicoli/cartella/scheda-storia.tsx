import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { dataOra } from '../../platform/date/roma.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Confronto } from '../../registrazione/confronto.tsx';
import { storiaDi } from '../api.ts';
import { nomeCampo } from '../nomi.ts';
import type { EventoFascicolo } from '../tipi.ts';

/** Everything that happened to the fascicolo and to what is in it, newest first (RN-45.2). */
export function SchedaStoria({ numero }: { numero: string }): ReactElement {
  const pagine = useInfiniteQuery({
    queryKey: ['fascicolo', numero, 'storia'],
    queryFn: ({ pageParam }) => storiaDi(numero, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (ultima) => ultima.cursor,
  });
  if (pagine.isPending) return <Attesa />;
  return (
    <section className="carta" aria-label="Storia">
      <AvvisoErrore errore={pagine.error} />
      <ol className="storia">
        {pagine.data?.pages
          .flatMap((p) => p.items)
          .map((e, i) => (
            <Evento key={`${e.istante}-${i}`} evento={e} />
          ))}
      </ol>
      {pagine.hasNextPage && (
        <button
          type="button"
          className="bottone-testo"
          disabled={pagine.isFetchingNextPage}
          onClick={() => void pagine.fetchNextPage()}
        >
          Mostra ciò che è avvenuto prima
        </button>
      )}
    </section>
  );
}

function Evento({ evento: e }: { evento: EventoFascicolo }): ReactElement {
  const segno =
    e.tipo === 'toglimento' || e.tipo === 'chiusura'
      ? 'annullamento'
      : e.tipo === 'modifica'
        ? 'rettifica'
        : '';
  return (
    <li className={`storia__evento storia__evento--${segno}`}>
      <p className="storia__quando">
        <time dateTime={e.istante}>{dataOra(e.istante)}</time>
      </p>
      <div className="storia__cosa">
        <p className="storia__titolo">
          {e.titolo}
          {e.campo &&
            e.tipo === 'modifica' &&
            !e.titolo.includes(nomeCampo(e.campo)) &&
            `: ${nomeCampo(e.campo)}`}
        </p>
        <p className="storia__chi">
          {e.attore}
          {e.unita && ` · ${e.unita}`}
        </p>
        {e.documento && <p>{e.documento}</p>}
        {e.prima !== undefined && e.dopo !== undefined && <Confronto prima={e.prima} dopo={e.dopo} />}
        {e.motivo && <p>Motivo: {e.motivo}</p>}
      </div>
    </li>
  );
}
