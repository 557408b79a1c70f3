import { useMutation } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { indicaSuccessori, useAggiornaOrganigramma } from './api.ts';
import { SceltaSuccessori } from './scelta-successori.tsx';

type Proprieta = {
  codice: string;
  denominazione: string;
  attuali: readonly string[];
  onChiudi: () => void;
};

/** Who continues the work of an office that is closed already: what was stuck goes there at once. */
export function FinestraSuccessori({ codice, denominazione, attuali, onChiudi }: Proprieta): ReactElement {
  const [scelti, setScelti] = useState([...attuali]);
  const aggiorna = useAggiornaOrganigramma();
  const invio = useMutation({
    mutationFn: () => indicaSuccessori(codice, scelti),
    onSuccess: async () => {
      annuncia('Successore indicato');
      onChiudi();
      await aggiorna();
    },
  });
  return (
    <Finestra titolo={`Chi continua il lavoro di «${denominazione}»`} onChiudi={onChiudi}>
      <form
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          if (!invio.isPending) invio.mutate();
        }}
        noValidate
      >
        <AvvisoErrore errore={invio.error} fuoco />
        <p>I documenti rimasti fermi passano subito a chi è indicato per primo.</p>
        <SceltaSuccessori
          chiude={codice}
          scelti={scelti}
          onCambia={setScelti}
          errore={erroriCampi(invio.error)('successori')}
        />
        <div className="azioni">
          <Button type="submit" color="primary" size="sm" disabled={invio.isPending || scelti.length === 0}>
            Indica chi continua
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
