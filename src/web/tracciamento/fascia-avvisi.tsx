import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { usePermesso, useSessione } from '../autorizzazioni/sessione.ts';
import { dataOra } from '../platform/date/roma.ts';
import { chiedi } from '../platform/http/chiedi.ts';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Icona } from '../platform/ui/icona.tsx';

type Avviso = { id: string; codice: string; testo: string; ultimoIl: string; volte: number };

const chiave = ['avvisi'] as const;

/** What somebody must look at stays here until he has. Above all, that this is not a real register. */
export function FasciaAvvisi(): ReactElement {
  const { ente } = useSessione();
  const vede = usePermesso('avviso.consulta');
  const risolve = usePermesso('avviso.risolve');
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: chiave,
    queryFn: () => chiedi<{ items: Avviso[] }>('GET', '/avvisi'),
    enabled: vede,
    refetchInterval: 60_000,
  });
  const risoluzione = useMutation({
    mutationFn: (id: string) => chiedi('POST', `/avvisi/${id}/risoluzione`),
    onSuccess: () => client.invalidateQueries({ queryKey: chiave }),
  });
  return (
    <aside className="fasce" aria-label="Avvisi">
      {ente.dimostrativo && (
        <p className="fascia fascia--demo">
          <Icona nome="info-circle" /> Ente dimostrativo: ciò che si registra qui non ha valore.
        </p>
      )}
      {data?.items.map((avviso) => (
        <div key={avviso.id} className="fascia fascia--avviso" role="alert">
          <Icona nome="warning-circle" />
          <span>
            {avviso.testo} <small>({dataOra(avviso.ultimoIl)})</small>
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
      ))}
      <AvvisoErrore errore={risoluzione.error} />
    </aside>
  );
}
