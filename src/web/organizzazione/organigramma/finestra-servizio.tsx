import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { giornoEOraDi } from '../../platform/date/roma.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { designaServizio, useAggiornaOrganigramma } from './api.ts';
import { CampiDecorrenza } from './campi-decorrenza.tsx';
import type { SchedaUnita } from './tipi.ts';

/** From when this unit is the Servizio di protocollo e archivi, in the place of the one that is now (RN-4.1). */
export function FinestraServizio({
  unita,
  onChiudi,
}: {
  unita: SchedaUnita;
  onChiudi: () => void;
}): ReactElement {
  const [oggi] = useState(() => giornoEOraDi(new Date()).giorno);
  const [quando, setQuando] = useState({ dal: oggi, atto: '' });
  const aggiorna = useAggiornaOrganigramma();
  const invio = useInvio(designaServizio, async () => {
    annuncia('Servizio designato');
    onChiudi();
    await aggiorna();
  });
  const designa = (e: FormEvent): void => {
    e.preventDefault();
    if (!invio.isPending) invio.mutate({ unita: unita.codice, dal: quando.dal, atto: quando.atto.trim() });
  };
  return (
    <Finestra titolo="Servizio di protocollo e archivi" onChiudi={onChiudi}>
      <form onSubmit={designa} noValidate>
        <AvvisoErrore errore={invio.error} fuoco />
        <p>
          Dal giorno indicato il servizio è «{unita.stato?.denominazione ?? unita.codice}», e quello di prima
          non lo è più: ce n’è sempre uno solo.
        </p>
        <CampiDecorrenza
          valori={quando}
          onCambia={setQuando}
          errori={erroriCampi(invio.error)}
          oggi={oggi}
          etichetta="Dal"
        />
        <div className="azioni">
          <Button
            type="submit"
            color="primary"
            size="sm"
            disabled={invio.isPending || quando.atto.trim() === '' || quando.dal === ''}
          >
            Designa
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
