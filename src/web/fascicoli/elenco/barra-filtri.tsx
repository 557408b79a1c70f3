import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { Icona } from '../../platform/ui/icona.tsx';
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
      <Parole key={filtri.q ?? ''} valore={filtri.q ?? ''} onCerca={onCerca}>
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
      </Parole>
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

type PerParole = { valore: string; onCerca: (q: string) => void; children: React.ReactNode };

function Parole({ valore, onCerca, children }: PerParole): ReactElement {
  const [testo, setTesto] = useState(valore);
  return (
    <form
      className="filtri__parole"
      role="search"
      aria-label="Nei fascicoli"
      onSubmit={(e) => {
        e.preventDefault();
        onCerca(testo.trim());
      }}
    >
      <label htmlFor="filtri-q" className="visually-hidden">
        Numero, o parole della denominazione e dell’oggetto
      </label>
      <input
        id="filtri-q"
        type="search"
        className="form-control"
        placeholder="Numero, o parole della denominazione e dell’oggetto"
        value={testo}
        onChange={(e) => setTesto(e.target.value)}
      />
      <Button type="submit" color="primary" size="sm">
        Cerca
      </Button>
      {children}
    </form>
  );
}
