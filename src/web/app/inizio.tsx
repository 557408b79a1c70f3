import { Navigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso, useSessione } from '../autorizzazioni/sessione.ts';
import { Pagina } from '../platform/ui/pagina.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';

/** The address without a path: the first screen that this user works in. */
export function Inizio(): ReactElement {
  const scrivania = usePermesso('scrivania.consulta');
  const registra = usePermesso('registrazione.registra');
  const consulta = usePermesso('registrazione.consulta');
  const configura = usePermesso('configurazione.legge');
  const protocollo = useSessione().incarico?.unita.ufficioProtocollo ?? false;
  // At the counter one begins by registering, elsewhere by what has arrived.
  if (scrivania && !(protocollo && registra)) return <Navigate to="/scrivania" search={{}} replace />;
  if (registra) return <Navigate to="/registra" replace />;
  if (consulta) return <Navigate to="/registro" search={{}} replace />;
  if (configura) return <Navigate to="/amministrazione/aoo" replace />;
  return (
    <Pagina titolo="Nessun incarico">
      <Vuoto icona="user" titolo="A questo utente non è assegnato alcun incarico">
        <p>L’amministratore può assegnargli un ufficio e un profilo.</p>
      </Vuoto>
    </Pagina>
  );
}
