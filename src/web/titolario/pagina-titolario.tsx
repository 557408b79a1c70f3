import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import { data as leggibile } from '../platform/date/roma.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { RamoTitolario } from './ramo.tsx';
import { titolarioQuery } from './api.ts';
import { potato } from './potato.ts';

/** The titolario in use, to be looked through; changing it is an act of the ente, not of a screen. */
export function PaginaTitolario(): ReactElement {
  const { data, error, isPending } = useQuery(titolarioQuery);
  const [cerca, setCerca] = useState('');
  const rami = useMemo(() => potato(data?.items ?? [], cerca), [data, cerca]);
  return (
    <Pagina
      titolo="Titolario"
      occhiello={
        data &&
        `In uso la versione del ${leggibile(data.versione)}, a ${data.livelli.length} livelli: ${data.livelli.join(', ').toLowerCase()}.`
      }
    >
      <Campo etichetta="Cerca una voce" classe="campo--corto">
        {(a) => <input {...a} type="search" value={cerca} onChange={(e) => setCerca(e.target.value)} />}
      </Campo>
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {data && rami.length === 0 && <Vuoto icona="search" titolo="Nessuna voce con queste parole" />}
      {rami.length > 0 && (
        <ul className="albero">
          {rami.map((nodo) => (
            <RamoTitolario key={nodo.codice ?? nodo.denominazione} nodo={nodo} aperto={cerca.trim() !== ''} />
          ))}
        </ul>
      )}
    </Pagina>
  );
}
