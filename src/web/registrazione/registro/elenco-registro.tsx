import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import type { ReactElement, ReactNode } from 'react';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { useLargo } from '../../platform/ui/use-largo.ts';
import { useSessione } from '../../autorizzazioni/sessione.ts';
import { elenca } from '../api.ts';
import { BarraFiltri } from './barra-filtri.tsx';
import { useColonne } from './colonne.ts';
import type { Filtri } from './filtri.ts';
import { SchedeElenco } from './schede-elenco.tsx';
import { SceltaColonne } from './scelta-colonne.tsx';
import { TabellaElenco } from './tabella-elenco.tsx';
import { useTastiElenco } from './use-tasti-elenco.ts';
import { NienteConQuestiFiltri } from './vuoto-registro.tsx';

const PER_PAGINA = 50;

type Proprieta = {
  registro: string;
  titolo: string;
  occhiello?: ReactNode;
  azioni?: ReactNode;
  filtri: Filtri;
  onFiltri: (filtri: Filtri) => void;
  /** What is said of a register with nothing in it. */
  vuoto: ReactNode;
};

/** The list of a register, the protocollo or a repertorio: newest first, filtered by what stands in the address. */
export function ElencoRegistro(p: Proprieta): ReactElement {
  const { registro, filtri } = p;
  const { utente } = useSessione();
  const colonne = useColonne(utente.id);
  const largo = useLargo(900);
  const elenco = useInfiniteQuery({
    queryKey: ['registro', registro, filtri],
    queryFn: ({ pageParam, signal }) =>
      elenca(registro, { ...filtri, cursor: pageParam, limit: PER_PAGINA }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (ultima) => ultima.cursor,
  });
  useTastiElenco();
  const voci = elenco.data?.pages.flatMap((pagina) => pagina.items) ?? [];
  const prima = elenco.data?.pages[0];
  const filtrato = Object.values(filtri).some(Boolean);
  return (
    <Pagina
      titolo={p.titolo}
      occhiello={p.occhiello}
      azioni={
        <>
          {p.azioni}
          {largo && voci.length > 0 && <SceltaColonne scelte={colonne.scelte} onAlterna={colonne.alterna} />}
        </>
      }
    >
      <BarraFiltri filtri={filtri} onApplica={p.onFiltri} />
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
      {prima &&
        voci.length === 0 &&
        (filtrato ? <NienteConQuestiFiltri onTogli={() => p.onFiltri({})} /> : p.vuoto)}
      {voci.length > 0 &&
        (largo ? (
          <TabellaElenco registro={registro} voci={voci} colonne={colonne.scelte} />
        ) : (
          <SchedeElenco registro={registro} voci={voci} />
        ))}
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
