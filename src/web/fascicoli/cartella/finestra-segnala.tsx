import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useInvio } from '../../platform/http/use-invio.ts';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { offriRipensamento } from '../../platform/ui/ripensamento.tsx';
import { segnala } from '../api.ts';
import { CampoFascicolo } from '../fascicola/campo-fascicolo.tsx';
import { useAtti } from '../fascicola/use-atti.ts';
import { VoceFascicolo } from '../fascicola/voce-fascicolo.tsx';
import type { FascicoloBreve } from '../tipi.ts';

type Proprieta = {
  documento: { id: string; fascicolo: string; denominazione: string };
  onChiudi: () => void;
};

/** What the protocollo filed is corrected by the protocollo: who sees the mistake reports it (RN-45.1, AMB-09). */
export function FinestraSegnala({ documento: d, onChiudi }: Proprieta): ReactElement {
  const atti = useAtti();
  const [motivo, setMotivo] = useState('');
  const [proposto, setProposto] = useState<FascicoloBreve>();
  const invio = useInvio(segnala, async () => {
    onChiudi();
    offriRipensamento({ testo: `Segnalato all’Ufficio Protocollo: «${d.denominazione}».` });
    await atti.aggiorna();
  });
  return (
    <Finestra titolo="Segnala fascicolo sbagliato" onChiudi={onChiudi}>
      <form
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          if (motivo.trim() && !invio.isPending)
            invio.mutate({
              fascicolazione: d.id,
              motivo: motivo.trim(),
              ...(proposto && { proposto: proposto.numero }),
            });
        }}
      >
        <p className="finestra__cosa">
          «{d.denominazione}», ora nel fascicolo {d.fascicolo}
        </p>
        <AvvisoErrore errore={invio.error} fuoco />
        <Campo etichetta="Che cosa non va" obbligatorio>
          {(a) => (
            <textarea
              {...a}
              rows={2}
              maxLength={2000}
              value={motivo}
              onChange={(e) => setMotivo(e.target.value)}
            />
          )}
        </Campo>
        {proposto ? (
          <p className="scelti__voce">
            <span className="scelti__testo">
              <VoceFascicolo fascicolo={proposto} />
            </span>
            <button
              type="button"
              className="bottone-icona"
              onClick={() => setProposto(undefined)}
              aria-label="Togli il fascicolo proposto"
            >
              <Icona nome="close" />
            </button>
          </p>
        ) : (
          <CampoFascicolo
            etichetta="Fascicolo giusto, se si sa"
            esclusi={[d.fascicolo]}
            onScegli={setProposto}
          />
        )}
        <div className="azioni">
          <Button type="submit" color="primary" size="sm" disabled={!motivo.trim() || invio.isPending}>
            Segnala all’Ufficio Protocollo
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
