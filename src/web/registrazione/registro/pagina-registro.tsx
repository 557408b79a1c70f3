import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import type { ReactElement } from 'react';
import { useSessione } from '../../autorizzazioni/sessione.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { useLargo } from '../../platform/ui/use-largo.ts';
import { elenca } from '../api.ts';
import { BarraFiltri } from './barra-filtri.tsx';
import { useColonne } from './colonne.ts';
import { SchedeElenco } from './schede-elenco.tsx';
import { SceltaColonne } from './scelta-colonne.tsx';
import { TabellaElenco } from './tabella-elenco.tsx';
import { useTastiElenco } from './use-tasti-elenco.ts';
import { VuotoRegistro } from './vuoto-registro.tsx';

const PER_PAGINA = 50;
const rotta = getRouteApi('/registro');

/** The register: newest first, filtered by what stands in the address. */
export function PaginaRegistro(): ReactElement {
  const filtri = rotta.useSearch();
  const { utente } = useSessione();
  const colonne = useColonne(utente.id);
  const largo = useLargo(900);
  const elenco = useInfiniteQuery({
    queryKey: ['registro', filtri],
    queryFn: ({ pageParam, signal }) => elenca({ ...filtri, cursor: pageParam, limit: PER_PAGINA }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (ultima) => ultima.cursor,
  });
  useTastiElenco();
  const voci = elenco.data?.pages.flatMap((p) => p.items) ?? [];
  const prima = elenco.data?.pages[0];
  return (
    <Pagina
      titolo="Registro"
      azioni={
        largo && voci.length > 0 && <SceltaColonne scelte={colonne.scelte} onAlterna={colonne.alterna} />
      }
    >
      <BarraFiltri filtri={filtri} />
      <p className="conteggio" role="status">
        {prima && conteggio(prima.totale, prima.totaleLimitato)}
      </p>
      <AvvisoErrore errore={elenco.error} />
      {elenco.error && (
        <Button color="primary" onClick={() => void elenco.refetch()}>
          Riprova
        </Button>
      )}
      {elenco.isPending && <Attesa />}
      {prima && voci.length === 0 && <VuotoRegistro filtrato={Object.values(filtri).some(Boolean)} />}
      {voci.length > 0 &&
        (largo ? <TabellaElenco voci={voci} colonne={colonne.scelte} /> : <SchedeElenco voci={voci} />)}
      {elenco.hasNextPage && (
        <Button
          color="primary"
          outline
          disabled={elenco.isFetchingNextPage}
          onClick={() => void elenco.fetchNextPage()}
        >
          {elenco.isFetchingNextPage ? 'Caricamento…' : 'Mostra altre'}
        </Button>
      )}
    </Pagina>
  );
}

function conteggio(totale: number, limitato: boolean): string {
  if (limitato) return `Più di ${totale.toLocaleString('it-IT')} registrazioni`;
  return totale === 1 ? '1 registrazione' : `${totale.toLocaleString('it-IT')} registrazioni`;
}
