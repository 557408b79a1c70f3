import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { fileDi, pacchettoQuery } from './api.ts';
import { AzioniPacchetto } from './azioni-pacchetto.tsx';
import { FilePacchetto } from './file-pacchetto.tsx';
import { PassaggioPacchetto } from './passaggio-pacchetto.tsx';
import { Stato, TIPI } from './stato.tsx';
import { StoriaPacchetto } from './storia-pacchetto.tsx';
import type { Pacchetto } from './tipi.ts';

/** A package: where it has been, what is in it, and what can be done with it. */
export function PaginaPacchetto(): ReactElement {
  const { id } = useParams({ from: '/conservazione/pacchetti/$id' });
  const { data: p, error, isPending } = useQuery(pacchettoQuery(id));
  return (
    <Pagina
      titolo={p?.titolo ?? 'Pacchetto'}
      occhiello={
        <>
          <Link to="/conservazione">Conservazione</Link>
          {p && ` · ${TIPI[p.tipo]} · ${p.identificativo}`}
        </>
      }
    >
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {p && <Contenuto p={p} />}
    </Pagina>
  );
}

function Contenuto({ p }: { p: Pacchetto }): ReactElement {
  return (
    <>
      <p>
        <Stato stato={p.stato} inRitardo={p.inRitardo} /> {p.motivo}
      </p>
      <ul>
        <li>
          <a href={fileDi(p.id, 'indice')}>Indice del pacchetto (UNI 11386)</a>
        </li>
        {p.haRapporto && (
          <li>
            <a href={fileDi(p.id, 'rapporto')}>Rapporto di versamento</a>
          </li>
        )}
      </ul>
      <PassaggioPacchetto p={p} />
      <AzioniPacchetto p={p} />
      <StoriaPacchetto p={p} />
      <FilePacchetto p={p} />
    </>
  );
}
