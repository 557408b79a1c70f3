import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { SalvaRicerca } from '../../scrivania/salva-ricerca.tsx';
import { PROTOCOLLO } from '../indirizzi.ts';
import { ElencoRegistro } from './elenco-registro.tsx';
import { VuotoRegistro } from './vuoto-registro.tsx';

const rotta = getRouteApi('/registro');

/** The protocollo: newest first. */
export function PaginaRegistro(): ReactElement {
  const vai = useNavigate();
  const filtri = rotta.useSearch();
  const tiene = usePermesso('scrivania.consulta');
  return (
    <ElencoRegistro
      registro={PROTOCOLLO}
      titolo="Registro"
      azioni={tiene && Object.values(filtri).some(Boolean) && <SalvaRicerca filtri={filtri} />}
      filtri={filtri}
      onFiltri={(search) => void vai({ to: '/registro', search })}
      vuoto={<VuotoRegistro />}
    />
  );
}
