import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { RegistrazioneCercata } from '../registrazione-cercata.tsx';
import { Dettaglio } from './dettaglio.tsx';

const rotta = getRouteApi('/registro/$anno/$numero');

export function PaginaDettaglio(): ReactElement {
  return (
    <RegistrazioneCercata riferimento={rotta.useParams()}>
      {(r) => <Dettaglio key={`${r.anno}/${r.numero}`} registrazione={r} />}
    </RegistrazioneCercata>
  );
}
