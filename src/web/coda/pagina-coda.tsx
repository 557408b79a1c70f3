import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { useTasti } from '../platform/tastiera/use-tasti.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { elencaCoda } from './api.ts';
import { FinestraUscita } from './finestra-uscita.tsx';
import type { AzioneCoda, VoceCoda } from './tipi.ts';
import { VoceDellaCoda } from './voce-coda.tsx';

const rotta = getRouteApi('/coda');

/** What is to be registered: all of it for the Ufficio Protocollo, its own for an office. */
export function PaginaCoda(): ReactElement {
  const stato = rotta.useSearch().stato ?? 'in-coda';
  const protocollo = usePermesso('coda.protocolla');
  const vai = useNavigate();
  const [uscita, setUscita] = useState<{ voce: VoceCoda; azione: Exclude<AzioneCoda, 'registra'> }>();
  const pagine = useInfiniteQuery({
    queryKey: ['coda', 'elenco', stato],
    queryFn: ({ pageParam }) => elencaCoda(stato, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (ultima) => ultima.cursor,
  });
  useTasti('Da registrare', [
    { tasto: 'a', nome: 'Prepara un documento', azione: () => void vai({ to: '/coda/nuova' }) },
  ]);
  const voci = pagine.data?.pages.flatMap((p) => p.items) ?? [];
  const aperte = stato === 'in-coda';
  return (
    <Pagina
      titolo="Da registrare"
      azioni={
        <Link className="btn btn-primary btn-sm" to="/coda/nuova">
          <Icona nome="plus" classe="icona--chiara" /> Prepara un documento <kbd>A</kbd>
        </Link>
      }
    >
      <nav aria-label="Quali">
        <ul className="gruppi">
          <li>
            <Link to="/coda" search={{}} aria-current={aperte ? 'true' : undefined} activeProps={{}}>
              In attesa
            </Link>
          </li>
          <li>
            <Link
              to="/coda"
              search={{ stato: 'uscite' }}
              aria-current={aperte ? undefined : 'true'}
              activeProps={{}}
            >
              Uscite dalla coda
            </Link>
          </li>
        </ul>
      </nav>
      {pagine.isPending && <Attesa />}
      <AvvisoErrore errore={pagine.error} />
      {pagine.data && voci.length === 0 && (
        <Vuoto
          icona="inbox"
          titolo={aperte ? 'Non c’è nulla da registrare' : 'Dalla coda non è ancora uscito nulla'}
        >
          <p>
            {protocollo
              ? 'Qui arriva ciò che gli uffici preparano in partenza o per altri uffici, e ciò che è pervenuto loro.'
              : 'Qui si vede ciò che l’ufficio ha preparato, e che cosa ne è stato.'}
          </p>
        </Vuoto>
      )}
      <ol className="coda">
        {voci.map((v) => (
          <VoceDellaCoda key={v.id} voce={v} onUscita={(azione) => setUscita({ voce: v, azione })} />
        ))}
      </ol>
      {pagine.hasNextPage && (
        <Button
          type="button"
          color="primary"
          outline
          size="sm"
          disabled={pagine.isFetchingNextPage}
          onClick={() => void pagine.fetchNextPage()}
        >
          Altre
        </Button>
      )}
      {uscita && <FinestraUscita {...uscita} onChiudi={() => setUscita(undefined)} />}
    </Pagina>
  );
}
