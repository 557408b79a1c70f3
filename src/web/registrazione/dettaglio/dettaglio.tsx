import type { ReactElement } from 'react';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { nomeDi } from '../indirizzi.ts';
import type { Registrazione } from '../tipi.ts';
import { Annullata } from './annullata.tsx';
import { AzioniDettaglio } from './azioni-dettaglio.tsx';
import { DocumentoDettaglio } from './documento-dettaglio.tsx';
import { Schede } from './schede.tsx';
import { Testata } from './testata.tsx';

/** One registration: segnatura and state on top, document on one side, data and history on the other. */
export function Dettaglio({ registrazione: r }: { registrazione: Registrazione }): ReactElement {
  return (
    <Pagina
      titolo={`Registrazione ${nomeDi(r)}`}
      classe={`dettaglio ${r.stato === 'annullata' ? 'dettaglio--annullata' : ''}`}
      azioni={<AzioniDettaglio registrazione={r} />}
    >
      <Testata registrazione={r} />
      {r.annullamento && <Annullata annullamento={r.annullamento} />}
      <div className="dettaglio__colonne">
        <DocumentoDettaglio registrazione={r} />
        <Schede registrazione={r} />
      </div>
    </Pagina>
  );
}
