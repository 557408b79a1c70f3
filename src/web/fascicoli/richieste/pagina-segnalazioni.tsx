import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import type { ReactElement } from 'react';
import { useSessione } from '../../autorizzazioni/sessione.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { useTastiElenco } from '../../registrazione/registro/use-tasti-elenco.ts';
import { elencaRichiesteFascicolo, elencaSegnalazioni } from '../api.ts';
import { SottomenuFascicoli } from '../sottomenu.tsx';
import { SegnalazioneVista } from './segnalazione.tsx';
import { RichiestaVista } from './richiesta.tsx';

const rotta = getRouteApi('/fascicoli/segnalazioni');

/** Reports of wrong filing for the Ufficio Protocollo, questions of the protocollo for the offices. */
export function PaginaSegnalazioni(): ReactElement {
  const { stato } = rotta.useSearch();
  const tutte = stato === 'tutte';
  const protocollo = useSessione().incarico?.unita.ufficioProtocollo ?? false;
  useTastiElenco();
  return (
    <Pagina titolo="Segnalazioni e richieste">
      <SottomenuFascicoli />
      <nav aria-label="Quali">
        <ul className="gruppi">
          <li>
            <Link
              to="/fascicoli/segnalazioni"
              search={{}}
              aria-current={tutte ? undefined : 'true'}
              activeProps={{}}
            >
              In attesa
            </Link>
          </li>
          <li>
            <Link
              to="/fascicoli/segnalazioni"
              search={{ stato: 'tutte' }}
              aria-current={tutte ? 'true' : undefined}
              activeProps={{}}
            >
              Tutte
            </Link>
          </li>
        </ul>
      </nav>
      <div className="due-colonne">
        <Segnalazioni tutte={tutte} protocollo={protocollo} />
        <Richieste tutte={tutte} />
      </div>
    </Pagina>
  );
}

function Segnalazioni({ tutte, protocollo }: { tutte: boolean; protocollo: boolean }): ReactElement {
  const stato = tutte ? undefined : 'aperta';
  const pagine = useInfiniteQuery({
    queryKey: ['segnalazioni-fascicolazione', 'elenco', stato],
    queryFn: ({ pageParam }) => elencaSegnalazioni(stato, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (ultima) => ultima.cursor,
  });
  const voci = pagine.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <section aria-labelledby="titolo-segnalazioni">
      <h2 id="titolo-segnalazioni">Documenti nel fascicolo sbagliato</h2>
      {pagine.isPending && <Attesa />}
      <AvvisoErrore errore={pagine.error} />
      {pagine.data && voci.length === 0 && (
        <Vuoto icona="check-circle" titolo="Nessuna segnalazione">
          <p>
            {protocollo
              ? 'Qui arrivano le segnalazioni degli uffici, da correggere o respingere.'
              : 'Chi trova un documento nel fascicolo sbagliato lo segnala dal fascicolo; qui si vede la risposta.'}
          </p>
        </Vuoto>
      )}
      <ul className="richieste">
        {voci.map((s) => (
          <SegnalazioneVista key={s.id} segnalazione={s} decide={protocollo} />
        ))}
      </ul>
      {pagine.hasNextPage && (
        <Button color="primary" outline size="sm" onClick={() => void pagine.fetchNextPage()}>
          Mostra altre
        </Button>
      )}
    </section>
  );
}

function Richieste({ tutte }: { tutte: boolean }): ReactElement {
  const stato = tutte ? undefined : 'aperta';
  const pagine = useInfiniteQuery({
    queryKey: ['richieste-fascicolo', 'elenco', stato],
    queryFn: ({ pageParam }) => elencaRichiesteFascicolo(stato, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (ultima) => ultima.cursor,
  });
  const voci = pagine.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <section aria-labelledby="titolo-richieste">
      <h2 id="titolo-richieste">In quale fascicolo va?</h2>
      {pagine.isPending && <Attesa />}
      <AvvisoErrore errore={pagine.error} />
      {pagine.data && voci.length === 0 && (
        <Vuoto icona="folder" titolo="Nessuna richiesta">
          <p>
            Qui arrivano le domande del protocollo sui documenti da fascicolare: la risposta li fascicola.
          </p>
        </Vuoto>
      )}
      <ul className="richieste">
        {voci.map((r) => (
          <RichiestaVista key={r.id} richiesta={r} />
        ))}
      </ul>
      {pagine.hasNextPage && (
        <Button color="primary" outline size="sm" onClick={() => void pagine.fetchNextPage()}>
          Mostra altre
        </Button>
      )}
    </section>
  );
}
