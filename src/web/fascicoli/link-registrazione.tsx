import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Registrata } from './api.ts';

/** `345/2026`, as a link to the registration. */
export function LinkRegistrazione({
  registrazione: r,
  elenco = false,
}: {
  registrazione: Registrata;
  elenco?: boolean;
}): ReactElement {
  const numero = `${r.numero}/${r.anno}`;
  if (r.registro !== 'PG')
    return (
      <>
        {r.registro} {numero}
      </>
    );
  return (
    <Link
      to="/registro/$anno/$numero"
      params={{ anno: String(r.anno), numero: String(Number(r.numero)) }}
      search={{}}
      {...(elenco && { 'data-voce-elenco': '' })}
    >
      {numero}
    </Link>
  );
}
