import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { ErroreApi } from '../../platform/http/errore.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { registrazioneQuery } from '../api.ts';
import { Dettaglio } from './dettaglio.tsx';

const rotta = getRouteApi('/registro/$anno/$numero');

export function PaginaDettaglio(): ReactElement {
  const { anno, numero } = rotta.useParams();
  const { data, error, isPending } = useQuery(registrazioneQuery({ anno, numero }));
  const titolo = `Registrazione ${Number(numero)}/${anno}`;
  if (data) return <Dettaglio registrazione={data} />;
  return (
    <Pagina titolo={titolo}>
      {isPending && <Attesa />}
      {error instanceof ErroreApi && error.stato === 404 ? (
        <Vuoto icona="search" titolo={error.message} />
      ) : (
        <AvvisoErrore errore={error} />
      )}
    </Pagina>
  );
}
