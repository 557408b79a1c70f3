import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';

/** A fascicolo named in a sentence, with the way to it. */
export function BriciolaFascicolo({
  fascicolo: f,
}: {
  fascicolo: { numero: string; denominazione: string };
}): ReactElement {
  return (
    <Link to="/fascicoli/$numero" params={{ numero: f.numero }}>
      {f.numero} {f.denominazione}
    </Link>
  );
}
