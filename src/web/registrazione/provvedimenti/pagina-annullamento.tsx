import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { RegistrazioneCercata } from '../registrazione-cercata.tsx';
import { Annullamento } from './annullamento.tsx';

const rotta = getRouteApi('/registro/$anno/$numero/annullamento');

export function PaginaAnnullamento(): ReactElement {
  return (
    <RegistrazioneCercata riferimento={rotta.useParams()}>
      {(r) => <Annullamento registrazione={r} />}
    </RegistrazioneCercata>
  );
}
