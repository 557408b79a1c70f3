import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import type { Decisione, Provvedimento } from '../tipi.ts';
import { decidi } from './api.ts';
import { attoPieno, CampiAtto, type Atto } from './campi-atto.tsx';
import { erroriCampi } from '../../platform/http/errori-campi.ts';

type Proprieta = { richiesta: Provvedimento; esito: Decisione['esito']; onLascia: () => void };

/** The decision: number and date of the act to annul, a reason to refuse. */
export function ModuloDecisione({ richiesta: q, esito, onLascia }: Proprieta): ReactElement {
  const annulla = esito === 'autorizzata' && q.tipo === 'annullamento';
  const [atto, setAtto] = useState<Atto>(q.atto ?? { numero: '', data: '' });
  const [motivazione, setMotivazione] = useState('');
  const client = useQueryClient();
  const invio = useInvio(
    (corpo: Decisione, chiave) => decidi(q, corpo, chiave),
    (fatta) => {
      annuncia(fatta.stato === 'autorizzata' ? 'Richiesta autorizzata' : 'Richiesta respinta');
      for (const chiave of ['richieste', 'registrazione', 'storia', 'registro'])
        void client.invalidateQueries({ queryKey: [chiave] });
    },
  );
  const errori = erroriCampi(invio.error);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, textarea')?.focus(), []);
  const invia = (e: FormEvent): void => {
    e.preventDefault();
    if (invio.isPending) return;
    const pieno = annulla ? attoPieno(atto) : undefined;
    invio.mutate({
      esito,
      ...(motivazione.trim() && { motivazione: motivazione.trim() }),
      ...(pieno && { atto: pieno }),
    });
  };
  return (
    <form
      ref={form}
      className="decisione"
      onSubmit={invia}
      noValidate
      onKeyDown={(e) => {
        if (e.key === 'Escape') onLascia();
      }}
    >
      <AvvisoErrore errore={invio.error} fuoco />
      {annulla && <CampiAtto atto={atto} onCambia={setAtto} errori={errori} obbligatorio />}
      <Campo
        etichetta={esito === 'respinta' ? 'Perché si respinge' : 'Annotazione'}
        obbligatorio={esito === 'respinta'}
        errore={errori('motivazione')}
      >
        {(a) => (
          <textarea
            {...a}
            rows={2}
            maxLength={4000}
            value={motivazione}
            onChange={(e) => setMotivazione(e.target.value)}
          />
        )}
      </Campo>
      <div className="azioni">
        <Button type="submit" size="sm" color={annulla ? 'danger' : 'primary'} disabled={invio.isPending}>
          {esito === 'respinta'
            ? 'Respingi la richiesta'
            : annulla
              ? 'Autorizza: la registrazione sarà annullata per sempre'
              : 'Autorizza: il nuovo valore entra in vigore'}
        </Button>
        <Button type="button" color="primary" outline size="sm" onClick={onLascia}>
          Lascia in attesa
        </Button>
      </div>
    </form>
  );
}
