import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { RegistrazioneCercata } from '../registrazione-cercata.tsx';
import { Rettifica } from './rettifica.tsx';

const rotta = getRouteApi('/registro/$anno/$numero/rettifica');

export function PaginaRettifica(): ReactElement {
  return (
    <RegistrazioneCercata riferimento={rotta.useParams()}>
      {(r) => <Rettifica registrazione={r} />}
    </RegistrazioneCercata>
  );
}
