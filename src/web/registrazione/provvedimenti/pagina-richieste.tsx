import type { ReactElement } from 'react';
import { useTastiElenco } from '../registro/use-tasti-elenco.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { useRichieste } from './api.ts';
import { RichiestaInAttesa } from './richiesta-in-attesa.tsx';

/** What waits for the RSP or a delegate: old and new side by side, authorise or refuse. */
export function PaginaRichieste(): ReactElement {
  const { data, error, isPending } = useRichieste();
  useTastiElenco();
  return (
    <Pagina
      titolo="Richieste in attesa"
      occhiello="Annullamenti e rettifiche chiesti dagli uffici, dal più vecchio."
    >
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {data?.items.length === 0 && (
        <Vuoto icona="check-circle" titolo="Nessuna richiesta in attesa">
          <p>Qui arrivano le richieste di annullamento e di rettifica da autorizzare o respingere.</p>
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
