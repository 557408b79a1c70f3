import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { fattoriUtenteQuery, type Utente } from '../api.ts';
import { Azzera, descriviFattori } from '../secondo-fattore/azzera.tsx';

/** What the person gives after the password, and whether he must. */
export function FattoreUtente({ utente: u }: { utente: Utente }): ReactElement {
  const { data, error, isPending } = useQuery(fattoriUtenteQuery(u.id, u.nomeUtente));
  return (
    <section className="carta" aria-labelledby="fattore-utente">
      <h3 id="fattore-utente">Secondo fattore</h3>
      <AvvisoErrore errore={error} />
      {isPending && <Attesa />}
      {data && (
        <div className="riga-larga">
          <p>
            {data.totp || data.passkey > 0 ? `Ha ${descriviFattori(data)}` : 'Non ne ha'};{' '}
            {data.obbligatorio ? 'il suo profilo lo esige.' : 'nessun suo profilo lo esige.'}
          </p>
          <Azzera utente={data} />
        </div>
      )}
    </section>
  );
}
