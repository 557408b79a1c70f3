import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { Icona } from '../../platform/ui/icona.tsx';
import { RicercaParole } from '../../platform/ui/ricerca-parole.tsx';
import { Scelta } from '../../platform/ui/scelta.tsx';
import type { Filtri } from '../filtri.ts';
import { CampiFiltri } from './campi-filtri.tsx';
import { EtichetteFiltri } from './etichette-filtri.tsx';

type Proprieta = { filtri: Filtri; onCambia: (filtri: Filtri) => void; onCerca: (q: string) => void };

/** Words at hand, the other filters one step away, those in force as chips that can be taken off. */
export function BarraFiltri({ filtri, onCambia, onCerca }: Proprieta): ReactElement {
  const [aperti, setAperti] = useState(false);
  return (
    <section className="filtri" aria-label="Filtri">
      <RicercaParole
        dove="Nei fascicoli"
        cosa="Numero, o parole della denominazione e dell’oggetto"
        key={filtri.q ?? ''}
        valore={filtri.q ?? ''}
        onCerca={onCerca}
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
        <Scelta
          legenda="Come si vede l’elenco"
          nascondiLegenda
          valore={filtri.vista ?? 'elenco'}
          onCambia={(vista) => onCambia({ ...filtri, vista: vista === 'classi' ? 'classi' : undefined })}
          opzioni={[
            { valore: 'elenco', etichetta: 'Elenco' },
            { valore: 'classi', etichetta: 'Per classe' },
          ]}
        />
      </RicercaParole>
      <EtichetteFiltri filtri={filtri} onCambia={onCambia} />
      <div id="filtri-campi" hidden={!aperti}>
        <CampiFiltri
          key={JSON.stringify(filtri)}
          filtri={filtri}
          onApplica={(nuovi) => {
            setAperti(false);
            onCambia(nuovi);
          }}
        />
      </div>
    </section>
  );
}
