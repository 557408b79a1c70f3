import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { decidi, type DecisioneRichiesta, type Richiesta } from '../api.ts';
import { ErroreModulo } from '../errore-modulo.tsx';
import { CampoMotivo } from '../campo-motivo.tsx';

type Proprieta = { richiesta: Richiesta; esito: DecisioneRichiesta['esito']; onLascia: () => void };

/** The decision: a reason is due to refuse; what is granted is carried out here and now. */
export function DecisioneModulo({ richiesta: r, esito, onLascia }: Proprieta): ReactElement {
  const accoglie = esito === 'accolta';
  const [motivo, setMotivo] = useState('');
  const client = useQueryClient();
  const invio = useInvio(
    (corpo: DecisioneRichiesta) => decidi(r.id, corpo),
    async (decisa) => {
      annuncia(`Richiesta ${decisa.stato}`);
      await client.invalidateQueries({ queryKey: ['richieste-autorizzazione'] });
      await client.invalidateQueries({ queryKey: ['utenti'] });
    },
  );
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('textarea')?.focus(), []);
  const decidiOra = (e: FormEvent): void => {
    e.preventDefault();
    if (invio.isPending) return;
    const scritto = motivo.trim();
    if (esito === 'respinta') invio.mutate({ esito, motivo: scritto });
    else invio.mutate({ esito, ...(scritto && { motivo: scritto }) });
  };
  return (
    <form
      ref={form}
      className="decisione"
      noValidate
      onSubmit={decidiOra}
      onKeyDown={(e) => {
        if (e.key === 'Escape') onLascia();
      }}
    >
      <ErroreModulo errore={invio.error} />
      <CampoMotivo
        etichetta={accoglie ? 'Annotazione, o atto (facoltativa)' : 'Perché si respinge'}
        aiuto={accoglie ? 'Senza, vale il motivo dell’ufficio.' : 'Chi l’ha chiesta lo legge.'}
        facoltativo={accoglie}
        valore={motivo}
        onCambia={setMotivo}
        errore={erroriCampi(invio.error)('motivo')}
      />
      <div className="azioni">
        <Button
          type="submit"
          size="sm"
          color={accoglie ? 'primary' : 'danger'}
          disabled={invio.isPending || (!accoglie && !motivo.trim())}
        >
          {accoglie ? 'Accogli: vale da subito' : 'Respingi la richiesta'}
        </Button>
        <Button type="button" color="primary" outline size="sm" onClick={onLascia}>
          Lascia in attesa
        </Button>
      </div>
    </form>
  );
}
