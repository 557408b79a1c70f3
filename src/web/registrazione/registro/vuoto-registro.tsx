import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { Vuoto } from '../../platform/ui/vuoto.tsx';

export function NienteConQuestiFiltri({ onTogli }: { onTogli: () => void }): ReactElement {
  return (
    <Vuoto icona="search" titolo="Nessuna registrazione con questi filtri">
      <p>
        <button type="button" className="bottone-testo" onClick={onTogli}>
          Togli tutti i filtri
        </button>
      </p>
    </Vuoto>
  );
}

export function VuotoRegistro(): ReactElement {
  const registra = usePermesso('registrazione.registra');
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
