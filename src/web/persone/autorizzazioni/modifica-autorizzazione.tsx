import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import {
  modificaAutorizzazione,
  type Autorizzazione,
  type ModificaAutorizzazione,
  type Profilo,
} from '../api.ts';
import { ErroreModulo } from '../errore-modulo.tsx';
import { CampoMotivo } from '../campo-motivo.tsx';
import { CampiPoteri, type Poteri } from './campi-poteri.tsx';

type Proprieta = { autorizzazione: Autorizzazione; profili: readonly Profilo[]; onFatto: () => void };

/** Changes what an authorisation gives or until when; as it was, it stays in the history. */
export function ModificaAutorizzazioneModulo({
  autorizzazione: a,
  profili,
  onFatto,
}: Proprieta): ReactElement {
  const [poteri, setPoteri] = useState<Poteri>({ ...a, al: a.al ?? '' });
  const [motivo, setMotivo] = useState('');
  const client = useQueryClient();
  const invio = useInvio(
    (corpo: ModificaAutorizzazione) => modificaAutorizzazione(a.id, corpo),
    async () => {
      annuncia('Autorizzazione modificata');
      onFatto();
      await client.invalidateQueries({ queryKey: ['utenti'] });
    },
  );
  const errori = erroriCampi(invio.error);
  return (
    <form
      className="decisione"
      noValidate
      aria-label={`Modifica l’autorizzazione per ${a.unita.denominazione}`}
      onSubmit={(e: FormEvent) => {
        e.preventDefault();
        if (invio.isPending) return;
        const { profilo, responsabileUnita, accesso, al } = poteri;
        invio.mutate({ profilo, responsabileUnita, accesso, al: al || null, motivo: motivo.trim() });
      }}
    >
      <ErroreModulo errore={invio.error} />
      <CampiPoteri poteri={poteri} onCambia={setPoteri} profili={profili} conInizio={false} errori={errori} />
      <CampoMotivo valore={motivo} onCambia={setMotivo} errore={errori('motivo')} />
      <div className="azioni">
        <Button type="submit" color="primary" size="sm" disabled={invio.isPending}>
          Modifica: vale da subito
        </Button>
        <Button type="button" color="primary" outline size="sm" onClick={onFatto}>
          Lascia stare
        </Button>
      </div>
    </form>
  );
}
