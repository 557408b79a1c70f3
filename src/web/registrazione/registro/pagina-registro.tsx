import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { PROTOCOLLO } from '../indirizzi.ts';
import { ElencoRegistro } from './elenco-registro.tsx';
import { VuotoRegistro } from './vuoto-registro.tsx';

const rotta = getRouteApi('/registro');

/** The protocollo: newest first. */
export function PaginaRegistro(): ReactElement {
  const vai = useNavigate();
  return (
    <ElencoRegistro
      registro={PROTOCOLLO}
      titolo="Registro"
      filtri={rotta.useSearch()}
      onFiltri={(search) => void vai({ to: '/registro', search })}
      vuoto={<VuotoRegistro />}
    />
  );
}
