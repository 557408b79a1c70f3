import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { ErroreApi } from '../../platform/http/errore.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { fascicoloQuery } from '../api.ts';
import { Cartella } from './cartella.tsx';

const rotta = getRouteApi('/fascicoli/$numero');

/** The fascicolo, sottofascicolo or inserto an address names, or why it cannot be shown. */
export function PaginaFascicolo(): ReactElement {
  const { numero } = rotta.useParams();
  const { data, error, isPending } = useQuery(fascicoloQuery(numero));
  if (data) return <Cartella key={data.numero} fascicolo={data} />;
  return (
    <Pagina titolo={`Fascicolo ${numero}`}>
      {isPending && <Attesa />}
      {error instanceof ErroreApi && error.stato === 404 ? (
        <Vuoto icona="search" titolo={error.message} />
      ) : (
        <AvvisoErrore errore={error} />
      )}
    </Pagina>
  );
}
