import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { dataOra } from '../../platform/date/roma.ts';
import { Icona } from '../../platform/ui/icona.tsx';
import { chiLoVede, nomeLivello } from '../riservatezza/nomi.ts';
import type { Registrazione } from '../tipi.ts';
import { Dato } from './dato.tsx';
import { ModificaRiservatezza } from './modifica-riservatezza.tsx';

/** Who may know of the document (RN-A.9, RN-A.10): always said, changed in place and with trace. */
export function SezioneRiservatezza({ registrazione: r }: { registrazione: Registrazione }): ReactElement {
  const puo = usePermesso('registrazione.modifica') && r.stato === 'valida';
  const [aperta, setAperta] = useState(false);
  const dati = [r.datiParticolari && 'particolari', r.datiGiudiziari && 'giudiziari'].filter(Boolean);
  return (
    <section className="blocco-dati" aria-labelledby="titolo-riservatezza">
      <div className="blocco-dati__testa">
        <h2 id="titolo-riservatezza">Riservatezza</h2>
        {puo && !aperta && (
          <Button color="primary" outline size="xs" onClick={() => setAperta(true)}>
            <Icona nome="pencil" /> Modifica<span className="visually-hidden"> la riservatezza</span>
          </Button>
        )}
      </div>
      {aperta ? (
        <ModificaRiservatezza key={r.versione} registrazione={r} onFine={() => setAperta(false)} />
      ) : (
        <dl className="dati">
          <Dato nome={nomeLivello[r.riservatezza]}>{chiLoVede[r.riservatezza]}</Dato>
          {dati.length > 0 && (
            <Dato nome="Dati personali">{dati.join(' e ')}: lo vede solo chi è incaricato di trattarli.</Dato>
          )}
          {r.garaFinoA && <Dato nome="Apertura delle offerte">{dataOra(r.garaFinoA)}</Dato>}
        </dl>
      )}
    </section>
  );
}
