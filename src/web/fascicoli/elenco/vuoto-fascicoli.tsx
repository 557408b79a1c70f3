import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import type { Filtri } from '../filtri.ts';

export function VuotoFascicoli({ filtri }: { filtri: Filtri }): ReactElement {
  const apre = usePermesso('fascicolo.gestisce');
  const { vista, ...altri } = filtri;
  const filtrato = Object.values(altri).some(Boolean);
  const nuovo = apre && (
    <Link to="/fascicoli/nuovo" search={{ classe: filtri.classificazione }} className="btn btn-primary">
      {filtrato ? 'Apri un fascicolo' : 'Apri il primo fascicolo'}
    </Link>
  );
  if (filtrato)
    return (
      <Vuoto icona="search" titolo="Nessun fascicolo con questi filtri">
        <p>
          <Link to="/fascicoli" search={{ vista }}>
            Togli tutti i filtri
          </Link>
        </p>
        {filtri.classificazione && nuovo}
      </Vuoto>
    );
  return (
    <Vuoto icona="folder" titolo="Non c’è ancora nessun fascicolo">
      <p>Qui compariranno i fascicoli dell’ente, aperti e chiusi, con i loro documenti.</p>
      {nuovo}
    </Vuoto>
  );
}
