import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import type { ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { indirizzoCsv, leggiLog } from './api.ts';
import { FiltriLog } from './filtri-log.tsx';
import { VoceLog } from './voce-log.tsx';

const rotta = getRouteApi('/supervisione/log');

/** Who did what, when and for which office; it can be searched and taken away, not changed (RN-4.3h, RN-11.4). */
export function PaginaLog(): ReactElement {
  const filtro = rotta.useSearch();
  const vai = useNavigate();
  const vigila = usePermesso('supervisione.consulta');
  const elenco = useInfiniteQuery({
    queryKey: ['supervisione', 'log', filtro],
    queryFn: ({ pageParam }) => leggiLog(filtro, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (ultima) => ultima.cursor,
  });
  const righe = elenco.data?.pages.flatMap((p) => p.items) ?? [];
  const filtrato = Object.values(filtro).some((v) => v !== undefined);
  return (
    <Pagina
      titolo="Log delle operazioni"
      occhiello={vigila ? <Link to="/supervisione">Supervisione</Link> : 'Accessi e configurazione'}
      azioni={
        <a className="btn btn-outline-primary btn-sm" href={indirizzoCsv(filtro)} download>
          <Icona nome="download" /> Esporta CSV
        </a>
      }
    >
      <FiltriLog
        key={JSON.stringify(filtro)}
        filtro={filtro}
        onApplica={(search) => void vai({ to: '/supervisione/log', search })}
      />
      <AvvisoErrore errore={elenco.error} />
      {elenco.isPending && <Attesa />}
      {elenco.data && righe.length === 0 && (
        <Vuoto icona="search" titolo="Nessuna operazione">
          <p>
            {filtrato
              ? 'Nessuna operazione risponde a questi filtri.'
              : 'Qui compare tutto ciò che si fa nel programma.'}
          </p>
        </Vuoto>
      )}
      {righe.length > 0 && (
        <ol className="log" aria-label="Operazioni, dalla più recente">
          {righe.map((r) => (
            <VoceLog key={r.id} riga={r} />
          ))}
        </ol>
      )}
      {elenco.hasNextPage && (
        <Button
          color="primary"
          outline
          size="sm"
          disabled={elenco.isFetchingNextPage}
          onClick={() => void elenco.fetchNextPage()}
        >
          Mostra altre
        </Button>
      )}
    </Pagina>
  );
}
