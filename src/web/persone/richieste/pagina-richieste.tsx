import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { richiesteQuery } from '../api.ts';
import { NuovaRichiestaModulo } from './nuova-richiesta.tsx';
import { RichiestaVista } from './richiesta.tsx';

const rotta = getRouteApi('/autorizzazioni/richieste');

/** The head of an office asks for his people; the RSP decides; who asked reads the outcome (RN-72.1). */
export function PaginaRichiesteAutorizzazione(): ReactElement {
  const decise = rotta.useSearch().stato === 'decise';
  const decide = usePermesso('autorizzazione.decide');
  const chiede = usePermesso('autorizzazione.richiede');
  const [nuova, setNuova] = useState(false);
  const elenco = useInfiniteQuery({
    ...richiesteQuery(decide, decise ? 'decise' : 'in-attesa'),
    enabled: decide || chiede,
  });
  const richieste = elenco.data?.pages.flatMap((p) => p.items) ?? [];
  const attendono = elenco.data?.pages[0]?.inAttesa;
  if (!decide && !chiede)
    return (
      <Pagina titolo="Richieste di autorizzazione" classe="pagina--stretta">
        <Vuoto icona="lock" titolo="Non disponibile">
          <p>Le autorizzazioni le chiede chi dirige un ufficio e le decide il responsabile del servizio.</p>
        </Vuoto>
      </Pagina>
    );
  return (
    <Pagina
      titolo="Richieste di autorizzazione"
      occhiello={
        decide
          ? 'Che cosa gli uffici chiedono per le loro persone. Accolta, una richiesta ha effetto subito.'
          : 'Per le persone del proprio ufficio: le decide il responsabile del servizio.'
      }
      classe="pagina--stretta"
      azioni={
        chiede &&
        !decide &&
        !nuova && (
          <Button color="primary" size="sm" onClick={() => setNuova(true)}>
            <Icona nome="plus" classe="icona--chiara" /> Nuova richiesta
          </Button>
        )
      }
    >
      {nuova && <NuovaRichiestaModulo onFatto={() => setNuova(false)} />}
      <nav aria-label="Quali">
        <ul className="gruppi">
          <li>
            <Link to="/autorizzazioni/richieste" search={{}} activeOptions={{ exact: true }}>
              {decide ? 'Da decidere' : 'In attesa'}
              {attendono !== undefined && ` (${attendono})`}
            </Link>
          </li>
          <li>
            <Link to="/autorizzazioni/richieste" search={{ stato: 'decise' }} activeOptions={{ exact: true }}>
              Decise
            </Link>
          </li>
        </ul>
      </nav>
      <AvvisoErrore errore={elenco.error} />
      {elenco.isPending && <Attesa />}
      {elenco.data && richieste.length === 0 && (
        <Vuoto
          icona="check-circle"
          titolo={decise ? 'Nessuna richiesta decisa' : 'Nessuna richiesta in attesa'}
        >
          <p>
            {decise
              ? 'Qui resta ciò che è stato accolto, respinto o ritirato, e perché.'
              : decide
                ? 'Qui arrivano le richieste degli uffici: nuove autorizzazioni, modifiche, revoche.'
                : 'Qui restano le richieste finché non sono decise, e si possono ritirare.'}
          </p>
        </Vuoto>
      )}
      <ul className="richieste">
        {richieste.map((r) => (
          <RichiestaVista key={r.id} richiesta={r} decide={decide} />
        ))}
      </ul>
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
