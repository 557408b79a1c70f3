import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { dataOra } from '../../platform/date/roma.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { utenteQuery, type Utente } from '../api.ts';
import { AutorizzazioniUtente } from '../autorizzazioni/autorizzazioni-utente.tsx';
import { AccessoUtente } from './accesso-utente.tsx';
import { DatiUtenteVisti } from './dati-utente.tsx';
import { FattoreUtente } from './fattore-utente.tsx';
import { SessioniUtente } from './sessioni-utente.tsx';

const rotta = getRouteApi('/amministrazione/utenti/$id');

/** Everything about one person: who he is, what he may do and by whose word, where he is signed in. */
export function PaginaUtente(): ReactElement {
  const { id } = rotta.useParams();
  const { data, error } = useQuery(utenteQuery(id));
  return (
    <>
      <p className="campo__aiuto">
        <Link to="/amministrazione/utenti">Utenti</Link>
      </p>
      {data ? <Scheda key={data.id} utente={data} /> : error ? <AvvisoErrore errore={error} /> : <Attesa />}
    </>
  );
}

function Scheda({ utente: u }: { utente: Utente }): ReactElement {
  const sessioni = usePermesso('sessione.gestisce');
  const fattori = usePermesso('secondo-fattore.governa');
  return (
    <>
      <h2 className="persona__nome">
        {u.cognome} {u.nome}{' '}
        {u.attivo ? (
          <span className="marca marca--viva">attivo</span>
        ) : (
          <span className="marca marca--spenta">cessato</span>
        )}
      </h2>
      <p>
        Nome utente <code>{u.nomeUtente}</code> · creato il {dataOra(u.creatoIl)} ·{' '}
        {u.ultimoAccesso ? `ultimo accesso il ${dataOra(u.ultimoAccesso)}` : 'non è mai entrato'}
      </p>
      <AutorizzazioniUtente utente={u} />
      <DatiUtenteVisti utente={u} />
      <AccessoUtente utente={u} />
      {fattori && u.attivo && <FattoreUtente utente={u} />}
      {sessioni && <SessioniUtente utente={u} />}
    </>
  );
}
