import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { ErroreApi } from '../platform/http/errore.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { repertorioQuery } from './api.ts';
import type { Repertorio } from './tipi.ts';

type Proprieta = { codice: string; children: (repertorio: Repertorio) => ReactElement };

/** The screen of the repertorio an address names, or why it cannot be shown. */
export function RepertorioCercato({ codice, children }: Proprieta): ReactElement {
  const { data, error, isPending } = useQuery(repertorioQuery(codice));
  if (data) return children(data);
  return (
    <Pagina titolo={`Repertorio ${codice}`}>
      {isPending && <Attesa />}
      {error instanceof ErroreApi && error.stato === 404 ? (
        <Vuoto icona="search" titolo={error.message} />
      ) : (
        <AvvisoErrore errore={error} />
      )}
    </Pagina>
  );
}
