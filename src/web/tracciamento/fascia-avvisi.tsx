import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso, useSessione } from '../autorizzazioni/sessione.ts';
import { dataOra } from '../platform/date/roma.ts';
import { chiedi } from '../platform/http/chiedi.ts';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { avvisiQuery } from './api.ts';

/** Where what a warning says is settled, and who finds it there. */
const dove: Record<string, { a: string; nome: string; permesso: string }> = {
  'lavori.abbandonati': {
    a: '/amministrazione/lavori',
    nome: 'Lavori non riusciti',
    permesso: 'configurazione.modifica',
  },
};

/** What somebody must look at stays here until he has. Above all, that this is not a real register. */
export function FasciaAvvisi(): ReactElement {
  const { ente, permessi } = useSessione();
  const vede = usePermesso('avviso.consulta');
  const risolve = usePermesso('avviso.risolve');
  const client = useQueryClient();
  const { data } = useQuery({ ...avvisiQuery, enabled: vede });
  const risoluzione = useMutation({
    mutationFn: (id: string) => chiedi('POST', `/avvisi/${id}/risoluzione`),
    onSuccess: () => client.invalidateQueries(avvisiQuery),
  });
  return (
    <aside className="fasce" aria-label="Avvisi">
      {ente.dimostrativo && (
        <p className="fascia fascia--demo">
          <Icona nome="info-circle" /> Ente dimostrativo: ciò che si registra qui non ha valore.
        </p>
      )}
      {data?.items.map((avviso) => {
        const luogo = dove[avviso.codice];
        return (
          <div key={avviso.id} className="fascia fascia--avviso" role="alert">
            <Icona nome="warning-circle" />
            <span>
              {avviso.testo} <small>({dataOra(avviso.ultimoIl)})</small>{' '}
              {luogo && permessi.includes(luogo.permesso) && <Link to={luogo.a}>{luogo.nome}</Link>}
            </span>
            {risolve && (
              <button
                type="button"
                onClick={() => risoluzione.mutate(avviso.id)}
                disabled={risoluzione.isPending}
              >
                Segna come risolto
              </button>
            )}
          </div>
        );
      })}
      <AvvisoErrore errore={risoluzione.error} />
    </aside>
  );
}
