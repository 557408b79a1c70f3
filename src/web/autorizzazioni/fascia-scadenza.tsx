import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { data } from '../platform/date/roma.ts';
import { useSessione } from './sessione.ts';

/** Days before the end at which one is told. */
const PREAVVISO = 14;

/** The password is about to grow old: better chosen with calm today than in a hurry that morning. */
export function FasciaScadenza(): ReactElement | null {
  const { passwordScadeIl, fornitore } = useSessione();
  const giorni = (Date.parse(passwordScadeIl) - Date.now()) / 86_400_000;
  // Who came in by another system does not need it.
  if (giorni > PREAVVISO || fornitore) return null;
  return (
    <aside className="fascia-scadenza" aria-label="Scadenza della password">
      La password scade il {data(passwordScadeIl)}. <Link to="/profilo">Cambiala ora</Link>
    </aside>
  );
}
