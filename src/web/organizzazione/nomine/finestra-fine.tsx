import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { giornoEOraDi } from '../../platform/date/roma.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { nomineQuery, terminaNomina, type FineNomina, type Nomina } from './api.ts';

/** The last day of an appointment, by which act. */
export function FinestraFine({
  nomina: n,
  onChiudi,
}: {
  nomina: Nomina;
  onChiudi: () => void;
}): ReactElement {
  const [al, setAl] = useState(() => giornoEOraDi(new Date()).giorno);
  const [atto, setAtto] = useState('');
  const client = useQueryClient();
  const invio = useMutation({
    mutationFn: (corpo: FineNomina) => terminaNomina(n.id, corpo),
    onSuccess: async () => {
      annuncia('Fine della nomina registrata');
      onChiudi();
      await client.invalidateQueries(nomineQuery);
    },
  });
  const errori = erroriCampi(invio.error);
  const finisci = (e: FormEvent): void => {
    e.preventDefault();
    if (!invio.isPending) invio.mutate({ al, ...(atto.trim() && { atto: atto.trim() }) });
  };
  return (
    <Finestra titolo={`Fai cessare la nomina di ${n.utente.cognome} ${n.utente.nome}`} onChiudi={onChiudi}>
      <form onSubmit={finisci} noValidate>
        <AvvisoErrore errore={invio.error} fuoco />
        <div className="griglia">
          <Campo
            etichetta="Ultimo giorno"
            errore={errori('al') ?? errori('dal')}
            aiuto="Ieri, per chi da oggi non lo è più."
            obbligatorio
          >
            {(a) => <input {...a} type="date" value={al} onChange={(e) => setAl(e.target.value)} />}
          </Campo>
          <Campo etichetta="Atto che la fa cessare" errore={errori('atto')}>
            {(a) => (
              <input
                {...a}
                type="text"
                maxLength={300}
                value={atto}
                onChange={(e) => setAtto(e.target.value)}
              />
            )}
          </Campo>
        </div>
        <div className="azioni">
          <Button type="submit" color="danger" size="sm" disabled={invio.isPending || al === ''}>
            Fai cessare
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
