import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { useTasti } from '../../platform/tastiera/use-tasti.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { useLargo } from '../../platform/ui/use-largo.ts';
import { useTastiElenco } from '../../registrazione/registro/use-tasti-elenco.ts';
import { conNumero, elencaFascicoli, fascicoloQuery } from '../api.ts';
import { FinestraFascicola } from '../fascicola/finestra-fascicola.tsx';
import type { DaFascicolare } from '../fascicola/trascina.ts';
import { versoFiltro, type Filtri } from '../filtri.ts';
import { FinestraImporta } from '../importa/finestra-importa.tsx';
import { SottomenuFascicoli } from '../sottomenu.tsx';
import { AlberoClassi } from './albero-classi.tsx';
import { BarraFiltri } from './barra-filtri.tsx';
import { SchedeFascicoli } from './schede-fascicoli.tsx';
import { TabellaFascicoli } from './tabella-fascicoli.tsx';
import { VuotoFascicoli } from './vuoto-fascicoli.tsx';

const PER_PAGINA = 50;
const rotta = getRouteApi('/fascicoli');

/** The fascicoli, newest first or along the titolario, filtered by what stands in the address. */
export function PaginaFascicoli(): ReactElement {
  const filtri = rotta.useSearch();
  const vai = useNavigate();
  const apre = usePermesso('fascicolo.gestisce');
  const largo = useLargo(900);
  const [lasciato, setLasciato] = useState<{ documento: DaFascicolare; verso: string }>();
  const [importa, setImporta] = useState(false);
  const filtro = versoFiltro(filtri);
  const elenco = useInfiniteQuery({
    queryKey: ['fascicoli', 'elenco', filtro],
    queryFn: ({ pageParam, signal }) =>
      elencaFascicoli({ ...filtro, cursor: pageParam, limit: PER_PAGINA }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (ultima) => ultima.cursor,
  });
  useTastiElenco();
  useTasti('Fascicoli', [
    {
      tasto: 'a',
      nome: 'Apre un fascicolo',
      azione: () => void vai({ to: '/fascicoli/nuovo', search: { classe: filtri.classificazione } }),
      attivo: apre,
    },
  ]);
  const client = useQueryClient();
  const cambia = (nuovi: Filtri): void => void vai({ to: '/fascicoli', search: nuovi });
  /** A number that exists is a fascicolo to go to, as `345/2026` is in the register. */
  const cerca = async (q: string): Promise<void> => {
    // Where asking fails the list asks again, and says why.
    const trovato = await conNumero(q).catch(() => undefined);
    if (!trovato) return cambia({ ...filtri, q: q || undefined });
    client.setQueryData(fascicoloQuery(q).queryKey, trovato);
    await vai({ to: '/fascicoli/$numero', params: { numero: q } });
  };
  const voci = elenco.data?.pages.flatMap((p) => p.items) ?? [];
  const prima = elenco.data?.pages[0];
  const lista = (
    <div className="fascicoli__elenco">
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
      {prima && voci.length === 0 && <VuotoFascicoli filtri={filtri} />}
      {voci.length > 0 &&
        (largo ? (
          <TabellaFascicoli
            fascicoli={voci}
            onDocumento={(documento, verso) => setLasciato({ documento, verso })}
          />
        ) : (
          <SchedeFascicoli fascicoli={voci} />
        ))}
      {elenco.hasNextPage && (
        <Button
          color="primary"
          outline
          disabled={elenco.isFetchingNextPage}
          onClick={() => void elenco.fetchNextPage()}
        >
          {elenco.isFetchingNextPage ? 'Caricamento…' : 'Mostra altri'}
        </Button>
      )}
    </div>
  );
  return (
    <Pagina
      titolo="Fascicoli"
      azioni={
        apre && (
          <>
            <Button type="button" color="primary" outline size="sm" onClick={() => setImporta(true)}>
              <Icona nome="upload" /> Importa un fascicolo esportato
            </Button>
            <Link
              className="btn btn-primary btn-sm"
              to="/fascicoli/nuovo"
              search={{ classe: filtri.classificazione }}
            >
              <Icona nome="plus" classe="icona--chiara" /> Apri fascicolo <kbd>A</kbd>
            </Link>
          </>
        )
      }
    >
      <SottomenuFascicoli />
      <BarraFiltri filtri={filtri} onCambia={cambia} onCerca={(q) => void cerca(q)} />
      {filtri.vista === 'classi' ? (
        <div className="fascicoli__per-classe">
          <AlberoClassi
            scelta={filtri.classificazione}
            onScegli={(classificazione) => cambia({ ...filtri, classificazione })}
          />
          {lista}
        </div>
      ) : (
        lista
      )}
      {importa && <FinestraImporta onChiudi={() => setImporta(false)} />}
      {lasciato && <FinestraFascicola {...lasciato} onChiudi={() => setLasciato(undefined)} />}
    </Pagina>
  );
}

function conteggio(totale: number, limitato: boolean): string {
  if (limitato) return `Più di ${totale.toLocaleString('it-IT')} fascicoli`;
  return totale === 1 ? '1 fascicolo' : `${totale.toLocaleString('it-IT')} fascicoli`;
}
