import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import type { ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { elencoConsultazioni, type Consultazione } from './api.ts';
import { NuovaConsultazione } from './nuova-consultazione.tsx';
import { VoceConsultazione } from './voce-consultazione.tsx';

const rotta = getRouteApi('/consultazioni');

/** Requests to consult what one does not see: those to be decided first, then one's own and those already decided (RN-51.1). */
export function PaginaConsultazioni(): ReactElement {
  const cercata = rotta.useSearch();
  const decide = usePermesso('consultazione.decide');
  const elenco = useInfiniteQuery(elencoConsultazioni);
  const tutte = elenco.data?.pages.flatMap((p) => p.items) ?? [];
  const daDecidere = tutte.filter((c) => decide && !c.mia && c.stato === 'in-attesa');
  const altre = tutte.filter((c) => !daDecidere.includes(c));
  return (
    <Pagina titolo="Consultazioni" classe="pagina--stretta">
      <AvvisoErrore errore={elenco.error} />
      {elenco.isPending && <Attesa />}
      {daDecidere.length > 0 && <Elenco titolo="Da decidere" voci={daDecidere} decide={decide} />}
      <NuovaConsultazione key={JSON.stringify(cercata)} {...cercata} />
      {elenco.data && tutte.length === 0 && (
        <Vuoto icona="password-visible" titolo="Nessuna richiesta di consultazione">
          <p>Qui restano le richieste fatte, con chi ha deciso, quando e fino a quale giorno.</p>
        </Vuoto>
      )}
      {altre.length > 0 && <Elenco titolo="Richieste" voci={altre} decide={decide} />}
      {elenco.hasNextPage && (
        <Button
          color="primary"
          outline
          size="sm"
          disabled={elenco.isFetchingNextPage}
          onClick={() => void elenco.fetchNextPage()}
        >
          Altre
        </Button>
      )}
    </Pagina>
  );
}

type PerElenco = { titolo: string; voci: Consultazione[]; decide: boolean };

function Elenco({ titolo, voci, decide }: PerElenco): ReactElement {
  return (
    <section aria-label={titolo}>
      <h2>{titolo}</h2>
      <ul className="voci-piane">
        {voci.map((c) => (
          <VoceConsultazione key={c.id} c={c} decide={decide} />
        ))}
      </ul>
    </section>
  );
}
