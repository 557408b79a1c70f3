import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { registrazioneQuery } from '../api.ts';
import { Rettifica } from './rettifica.tsx';

const rotta = getRouteApi('/registro/$anno/$numero/rettifica');

export function PaginaRettifica(): ReactElement {
  const { data, error } = useQuery(registrazioneQuery(rotta.useParams()));
  if (data) return <Rettifica registrazione={data} />;
  return error ? <AvvisoErrore errore={error} fuoco /> : <Attesa />;
}
