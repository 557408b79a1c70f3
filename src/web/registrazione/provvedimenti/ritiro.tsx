import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import type { Provvedimento } from '../tipi.ts';
import { ritira } from './api.ts';

/** Who asked may think again until it is decided. Asked twice: the reason written for it is not given back. */
export function Ritiro({ richiesta: q }: { richiesta: Provvedimento }): ReactElement {
  const [chiesto, setChiesto] = useState(false);
  const client = useQueryClient();
  const invio = useInvio<Provvedimento, void>(ritira, () => {
    annuncia('Richiesta ritirata');
    for (const chiave of ['richieste', 'registrazione', 'storia', 'registro'])
      void client.invalidateQueries({ queryKey: [chiave] });
  });
  const numero = `${q.numero}/${q.anno}`;
  return (
    <>
      <AvvisoErrore errore={invio.error} fuoco />
      <div className="azioni">
        {chiesto ? (
          <>
            <Button
              type="button"
              color="danger"
              size="sm"
              autoFocus
              disabled={invio.isPending}
              onClick={() => invio.mutate(q)}
            >
              Sì, ritira<span className="visually-hidden"> la richiesta per la {numero}</span>
            </Button>
            <Button type="button" color="primary" outline size="sm" onClick={() => setChiesto(false)}>
              Lascia in attesa
            </Button>
          </>
        ) : (
          <Button type="button" color="danger" outline size="sm" onClick={() => setChiesto(true)}>
            Ritira<span className="visually-hidden"> la richiesta per la {numero}</span>…
          </Button>
        )}
      </div>
    </>
  );
}
