import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso, useSessione } from '../autorizzazioni/sessione.ts';
import { Campanella } from '../comunicazioni/campanella.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Marchio } from './marchio.tsx';
import { MenuUtente } from './menu-utente.tsx';
import { Ricerca } from './ricerca.tsx';

type Proprieta = { menu: boolean; onMenu: () => void };

/** Top bar: where we are, one search box for everything, who is working. */
export function Barra({ menu, onMenu }: Proprieta): ReactElement {
  const { ente } = useSessione();
  const consulta = usePermesso('registrazione.consulta');
  const comunicazioni = usePermesso('comunicazione.legge');
  return (
    <header className="barra">
      <button
        type="button"
        className="barra__menu"
        aria-expanded={menu}
        aria-controls="rotaia"
        onClick={onMenu}
      >
        <Icona nome={menu ? 'close' : 'burger'} />
        <span className="visually-hidden">Menu</span>
      </button>
      <Link to="/" className="barra__casa" aria-label="Tabularium, inizio">
        <Marchio />
      </Link>
      <span className="barra__ente">{ente.denominazione}</span>
      {consulta && <Ricerca />}
      {comunicazioni && <Campanella />}
      <MenuUtente />
    </header>
  );
}
