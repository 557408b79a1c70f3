import type { ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { useTastiElenco } from '../registro/use-tasti-elenco.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { useRichieste } from './api.ts';
import { RichiestaInAttesa } from './richiesta-in-attesa.tsx';

/** What waits for the RSP or a delegate: old and new side by side, authorise or refuse. The others find what they asked for. */
export function PaginaRichieste(): ReactElement {
  const { data, error, isPending } = useRichieste();
  const decide = usePermesso('provvedimento.autorizza');
  useTastiElenco();
  return (
    <Pagina
      titolo={decide ? 'Richieste in attesa' : 'Le mie richieste in attesa'}
      occhiello={
        decide
          ? 'Annullamenti e rettifiche chiesti dagli uffici, dal più vecchio.'
          : 'Annullamenti e rettifiche che il responsabile del servizio deve ancora decidere.'
      }
    >
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {data?.items.length === 0 && (
        <Vuoto icona="check-circle" titolo="Nessuna richiesta in attesa">
          <p>
            {decide
              ? 'Qui arrivano le richieste di annullamento e di rettifica da autorizzare o respingere.'
              : 'Qui restano le richieste di annullamento e di rettifica finché non sono decise, e si possono ritirare.'}
          </p>
        </Vuoto>
      )}
      <ul className="richieste">
        {data?.items.map((richiesta) => (
          <RichiestaInAttesa key={richiesta.id} richiesta={richiesta} />
        ))}
      </ul>
    </Pagina>
  );
}
