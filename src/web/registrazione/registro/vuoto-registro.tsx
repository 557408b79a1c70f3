import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { Vuoto } from '../../platform/ui/vuoto.tsx';

export function VuotoRegistro({ filtrato }: { filtrato: boolean }): ReactElement {
  const registra = usePermesso('registrazione.registra');
  if (filtrato)
    return (
      <Vuoto icona="search" titolo="Nessuna registrazione con questi filtri">
        <p>
          <Link to="/registro" search={{}}>
            Togli tutti i filtri
          </Link>
        </p>
      </Vuoto>
    );
  return (
    <Vuoto icona="list" titolo="Il registro è ancora vuoto">
      <p>Qui compariranno le registrazioni, dalla più recente.</p>
      {registra && (
        <Link to="/registra" className="btn btn-primary">
          Registra il primo documento
        </Link>
      )}
    </Vuoto>
  );
}
