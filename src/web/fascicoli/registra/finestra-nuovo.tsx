import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { apriFascicolo } from '../api.ts';
import { CampiFascicolo } from '../apri/campi-fascicolo.tsx';
import { moduloVuoto, versoApertura } from '../apri/modulo.ts';
import { useAtti } from '../fascicola/use-atti.ts';

type Proprieta = {
  classificazione: string;
  oggetto: string;
  onAperto: (fascicolo: { numero: string; denominazione: string }) => void;
  onChiudi: () => void;
};

/** A fascicolo opened while one registers (RN-42b.3-2): it exists at once, the document enters it with its number. */
export function FinestraNuovo({ classificazione, oggetto, onAperto, onChiudi }: Proprieta): ReactElement {
  const responsabile = usePermesso('titolario.gestisce');
  const atti = useAtti();
  const [m, setM] = useState(() => ({ ...moduloVuoto(), classificazione, oggetto }));
  const invio = useInvio(apriFascicolo, async (fascicolo) => {
    onAperto(fascicolo);
    onChiudi();
    await atti.aggiorna();
  });
  return (
    <Finestra titolo="Nuovo fascicolo" onChiudi={onChiudi}>
      <form
        noValidate
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          if (!invio.isPending) invio.mutate(versoApertura(m, undefined));
        }}
      >
        <AvvisoErrore errore={invio.error} fuoco />
        <CampiFascicolo
          modulo={m}
          onCambia={(parte) => setM((prima) => ({ ...prima, ...parte }))}
          errori={erroriCampi(invio.error)}
          apertura={{ responsabile }}
          accesso
        />
        <div className="azioni">
          <Button type="submit" color="primary" size="sm" disabled={invio.isPending}>
            {invio.isPending ? 'Apertura…' : 'Apri e metti qui il documento'}
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
