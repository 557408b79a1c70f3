import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Badge, Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { data, dataOra } from '../../platform/date/roma.ts';
import { ErroreApi } from '../../platform/http/errore.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { Dato } from '../../registrazione/dettaglio/dato.tsx';
import { nomeTipoCriterio } from '../nomi.ts';
import type { Serie } from '../tipi.ts';
import { serieQuery } from './api.ts';
import { ModificaSerie } from './modifica-serie.tsx';
import { UnitaDellaSerie } from './unita-della-serie.tsx';

const rotta = getRouteApi('/serie/$id');

/** One series: its criterion, and the units it gathers. */
export function PaginaSerie(): ReactElement {
  const { data: serie, error, isPending } = useQuery(serieQuery(rotta.useParams().id));
  if (serie) return <Contenuto key={serie.id} serie={serie} />;
  return (
    <Pagina titolo="Serie archivistica">
      {isPending && <Attesa />}
      {error instanceof ErroreApi && error.stato < 500 ? (
        <Vuoto icona="search" titolo="La serie non esiste" />
      ) : (
        <AvvisoErrore errore={error} />
      )}
    </Pagina>
  );
}

function Contenuto({ serie: s }: { serie: Serie }): ReactElement {
  const gestisce = usePermesso('repertorio.gestisce');
  const [modifica, setModifica] = useState(false);
  return (
    <Pagina
      titolo={s.denominazione}
      azioni={
        gestisce &&
        !modifica && (
          <Button color="primary" outline size="xs" onClick={() => setModifica(true)}>
            <Icona nome="pencil" /> Modifica
          </Button>
        )
      }
    >
      {modifica ? (
        <ModificaSerie key={s.versione} serie={s} onFine={() => setModifica(false)} />
      ) : (
        <dl className="dati">
          {s.chiusaIl && (
            <Dato nome="Stato">
              <Badge color="secondary">Chiusa</Badge> il {dataOra(s.chiusaIl)}
            </Dato>
          )}
          <Dato nome="Criterio">{s.criterio}</Dato>
          <Dato nome="Riunisce per">{nomeTipoCriterio[s.tipoCriterio]}</Dato>
          {s.attivita && <Dato nome="Attività">{s.attivita}</Dato>}
          {s.ufficio && <Dato nome="Ufficio responsabile">{s.ufficio.denominazione}</Dato>}
          {(s.estremoIniziale ?? s.estremoFinale) && (
            <Dato nome="Estremi cronologici">
              {s.estremoIniziale ? `dal ${data(s.estremoIniziale)} ` : ''}
              {s.estremoFinale ? `al ${data(s.estremoFinale)}` : 'in corso'}
            </Dato>
          )}
          {s.note && <Dato nome="Note">{s.note}</Dato>}
          <Dato nome="Istituita">
            il {dataOra(s.creataIl)} da {s.creataDa}
          </Dato>
        </dl>
      )}
      <UnitaDellaSerie serie={s} modificabile={gestisce && !s.chiusaIl} />
    </Pagina>
  );
}
