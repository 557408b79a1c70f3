import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { Icona } from '../../platform/ui/icona.tsx';
import { carte } from '../api.ts';
import type { Registrazione } from '../tipi.ts';
import { SceltaEtichetta } from './scelta-etichetta.tsx';
import { SceltaTimbro } from './scelta-timbro.tsx';

/** Ricevuta at once; label and stamped copy with their choices. */
export function PannelloStampe({ registrazione: r }: { registrazione: Registrazione }): ReactElement {
  const [aperto, setAperto] = useState(false);
  const timbrabili = [r.documentoPrincipale, ...r.allegati].filter(
    (d) => d?.id && d.formato === 'application/pdf',
  );
  return (
    <>
      <a className="btn btn-outline-primary btn-xs" href={carte.ricevuta(r)} target="_blank" rel="noreferrer">
        <Icona nome="file-pdf" /> Ricevuta <kbd>P</kbd>
      </a>
      <div
        className="modelli"
        onKeyDown={(e) => {
          if (e.key === 'Escape' && aperto) setAperto(false);
        }}
      >
        <Button color="primary" outline size="xs" aria-expanded={aperto} onClick={() => setAperto(!aperto)}>
          <Icona nome="print" /> Etichetta e timbro
        </Button>
        {aperto && (
          <div className="modelli__pannello" role="group" aria-label="Etichetta e timbro">
            <SceltaEtichetta registrazione={r} />
            {timbrabili.length > 0 && <SceltaTimbro registrazione={r} documenti={timbrabili} />}
          </div>
        )}
      </div>
    </>
  );
}
