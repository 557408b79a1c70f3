import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { Icona } from '../../platform/ui/icona.tsx';
import { RicercaParole } from '../../platform/ui/ricerca-parole.tsx';
import { CampiFiltri } from './campi-filtri.tsx';
import { EtichetteFiltri } from './etichette-filtri.tsx';
import type { Filtri } from './filtri.ts';

type Proprieta = { filtri: Filtri; onApplica: (filtri: Filtri) => void };

/** Words at hand, the other filters one step away, those in force as chips that can be taken off. */
export function BarraFiltri({ filtri, onApplica: applica }: Proprieta): ReactElement {
  const [aperti, setAperti] = useState(false);
  return (
    <section className="filtri" aria-label="Filtri">
      <RicercaParole
        dove="Nel registro"
        cosa="Parole dell’oggetto, dei corrispondenti, delle note"
        key={filtri.q ?? ''}
        valore={filtri.q ?? ''}
        onCerca={(q) => applica({ ...filtri, q: q || undefined })}
      >
        <Button
          type="button"
          color="primary"
          outline
          size="sm"
          aria-expanded={aperti}
          aria-controls="filtri-campi"
          onClick={() => setAperti(!aperti)}
        >
          <Icona nome="funnel" /> Filtri
        </Button>
      </RicercaParole>
      <EtichetteFiltri filtri={filtri} onCambia={applica} />
      <div id="filtri-campi" hidden={!aperti}>
        <CampiFiltri
          key={JSON.stringify(filtri)}
          filtri={filtri}
          onApplica={(nuovi) => {
            setAperti(false);
            applica(nuovi);
          }}
        />
      </div>
    </section>
  );
}
