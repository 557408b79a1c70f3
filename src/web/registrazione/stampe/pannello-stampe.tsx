import { useState, type ReactElement } from 'react';
import { Icona } from '../../platform/ui/icona.tsx';
import { Pannello } from '../../platform/ui/pannello.tsx';
import { carte } from '../api.ts';
import type { Registrazione } from '../tipi.ts';
import { SceltaEtichetta } from './scelta-etichetta.tsx';
import { SceltaTimbro } from './scelta-timbro.tsx';

/** Ricevuta and extract at once; label and stamped copy with their choices. */
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
      <a className="btn btn-outline-primary btn-xs" href={carte.estratto(r)} target="_blank" rel="noreferrer">
        <Icona nome="file-pdf" /> Estratto
      </a>
      <Pannello
        nome="Etichetta e timbro"
        aperto={aperto}
        onAperto={setAperto}
        bottone={
          <>
            <Icona nome="print" /> Etichetta e timbro
          </>
        }
      >
        <SceltaEtichetta registrazione={r} />
        {timbrabili.length > 0 && <SceltaTimbro registrazione={r} documenti={timbrabili} />}
      </Pannello>
    </>
  );
}
