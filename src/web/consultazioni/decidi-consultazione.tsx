import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { giornoEOraDi } from '../platform/date/roma.ts';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import {
  CONSULTAZIONI,
  decidiConsultazione,
  type Consultazione,
  type DecisioneConsultazione,
} from './api.ts';

const GIORNI = 30;

/** Grants until a day, or refuses with a reason. */
export function DecidiConsultazione({ c }: { c: Consultazione }): ReactElement {
  const [finoAl, setFinoAl] = useState(() => giornoEOraDi(new Date(Date.now() + GIORNI * 86_400_000)).giorno);
  const [motivo, setMotivo] = useState('');
  const client = useQueryClient();
  const decisione = useMutation({
    mutationFn: (corpo: DecisioneConsultazione) => decidiConsultazione(c.id, corpo),
    onSuccess: async ({ stato }) => {
      annuncia(`Consultazione ${stato}`);
      await client.invalidateQueries({ queryKey: CONSULTAZIONI });
    },
  });
  const errori = erroriCampi(decisione.error);
  const decidi = (esito: DecisioneConsultazione['esito']): void => {
    if (decisione.isPending) return;
    decisione.mutate({
      esito,
      ...(esito === 'concessa' && finoAl && { finoAl }),
      ...(motivo.trim() && { motivo: motivo.trim() }),
    });
  };
  return (
    <div className="decisione" role="group" aria-label={`Decisione sulla richiesta di ${c.richiedente}`}>
      <AvvisoErrore errore={decisione.error} fuoco />
      <div className="griglia">
        {c.documento && (
          <Campo etichetta="Si può consultare fino al" errore={errori('finoAl')}>
            {(a) => <input {...a} type="date" value={finoAl} onChange={(e) => setFinoAl(e.target.value)} />}
          </Campo>
        )}
        <Campo
          etichetta="Che cosa dire a chi ha chiesto"
          errore={errori('motivo')}
          aiuto="Obbligatorio per negare."
        >
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={2000}
              value={motivo}
              onChange={(e) => setMotivo(e.target.value)}
            />
          )}
        </Campo>
      </div>
      <div className="azioni">
        {c.documento && (
          <Button
            type="button"
            color="primary"
            size="sm"
            disabled={decisione.isPending}
            onClick={() => decidi('concessa')}
          >
            Concedi
          </Button>
        )}
        <Button
          type="button"
          color="danger"
          outline
          size="sm"
          disabled={decisione.isPending}
          onClick={() => decidi('negata')}
        >
          Nega
        </Button>
      </div>
    </div>
  );
}
