import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { Icona } from '../../platform/ui/icona.tsx';
import { CampiFiltri } from './campi-filtri.tsx';
import { EtichetteFiltri } from './etichette-filtri.tsx';
import type { Filtri } from './filtri.ts';

type Proprieta = { filtri: Filtri; onApplica: (filtri: Filtri) => void };

/** Words at hand, the other filters one step away, those in force as chips that can be taken off. */
export function BarraFiltri({ filtri, onApplica: applica }: Proprieta): ReactElement {
  const [aperti, setAperti] = useState(false);
  return (
    <section className="filtri" aria-label="Filtri">
      <Parole
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
      </Parole>
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

type PerParole = { valore: string; onCerca: (q: string) => void; children: ReactElement };

function Parole({ valore, onCerca, children }: PerParole): ReactElement {
  const [testo, setTesto] = useState(valore);
  return (
    <form
      className="filtri__parole"
      role="search"
      aria-label="Nel registro"
      onSubmit={(e: FormEvent) => {
        e.preventDefault();
        onCerca(testo.trim());
      }}
    >
      <label htmlFor="filtri-q" className="visually-hidden">
        Parole dell’oggetto, dei corrispondenti, delle note
      </label>
      <input
        id="filtri-q"
        type="search"
        className="form-control"
        placeholder="Parole dell’oggetto, dei corrispondenti, delle note"
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
