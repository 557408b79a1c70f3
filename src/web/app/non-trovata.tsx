import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Pagina } from '../platform/ui/pagina.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';

export function NonTrovata(): ReactElement {
  return (
    <Pagina titolo="Pagina inesistente">
      <Vuoto icona="search" titolo="A questo indirizzo non c’è nulla">
        <p>
          Controllare l’indirizzo, oppure <Link to="/">tornare all’inizio</Link>.
        </p>
      </Vuoto>
    </Pagina>
  );
}
