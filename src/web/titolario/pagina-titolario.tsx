import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo, useState, type ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { data as leggibile, giornoEOraDi } from '../platform/date/roma.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { useRitardato } from '../platform/ui/use-ritardato.ts';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { titolarioQuery } from './api.ts';
import { NomiLivelli } from './nomi-livelli.tsx';
import { potato, trovaNodo } from './potato.ts';
import { RamoTitolario } from './ramo.tsx';
import { SchedaVoceTitolario } from './scheda-voce.tsx';
import { SottomenuTitolario } from './sottomenu.tsx';
import type { TitolarioInUso } from './tipi.ts';

const rotta = getRouteApi('/titolario');

/** The titolario of today, or of any day since there is one: to be looked through and searched, each entry with its history. */
export function PaginaTitolario(): ReactElement {
  const { data: giorno, voce } = rotta.useSearch();
  const vai = useNavigate();
  const gestisce = usePermesso('titolario.gestisce');
  const { data, error, isPending, isPlaceholderData } = useQuery(
    titolarioQuery(giorno, giorno === undefined),
  );
  const [cerca, setCerca] = useState('');
  const cercato = useRitardato(cerca.trim(), 150);
  const rami = useMemo(() => potato(data?.items ?? [], cercato), [data, cercato]);
  const aperta = voce === undefined ? undefined : trovaNodo(data?.items ?? [], voce);
  const oggi = giornoEOraDi(new Date()).giorno;
  const apri = (ricerca: { data?: string | undefined; voce?: string | undefined }): void =>
    void vai({
      to: '/titolario',
      search: { data: giorno, voce, ...ricerca },
      replace: true,
      resetScroll: false,
    });
  return (
    <Pagina titolo="Titolario" occhiello={data && !error ? inParole(data, giorno) : undefined}>
      <SottomenuTitolario />
      <div className="filtri filtri--titolario">
        <Campo etichetta="Cerca una voce">
          {(a) => <input {...a} type="search" value={cerca} onChange={(e) => setCerca(e.target.value)} />}
        </Campo>
        <Campo etichetta="Come era il giorno">
          {(a) => (
            <input
              {...a}
              type="date"
              min="2000-01-01"
              value={giorno ?? oggi}
              onChange={(e) =>
                apri({ data: e.target.value && e.target.value !== oggi ? e.target.value : undefined })
              }
            />
          )}
        </Campo>
        {giorno !== undefined && (
          <button type="button" className="bottone-testo" onClick={() => apri({ data: undefined })}>
            Torna a oggi
          </button>
        )}
        {gestisce && data && <NomiLivelli livelli={data.livelli} />}
      </div>
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {!error && data && rami.length === 0 && (
        <Vuoto icona="search" titolo="Nessuna voce con queste parole" />
      )}
      {!error && rami.length > 0 && (
        <div className={aperta ? 'due-colonne due-colonne--titolario' : ''} aria-busy={isPlaceholderData}>
          <ul className="albero">
            {rami.map((nodo) => (
              <RamoTitolario key={nodo.id} nodo={nodo} aperto={cercato !== ''} scelta={voce} />
            ))}
          </ul>
          {aperta && (
            <SchedaVoceTitolario
              key={aperta.nodo.id}
              nodo={aperta.nodo}
              percorso={aperta.percorso}
              livello={data?.livelli[aperta.percorso.length] ?? ''}
              onChiudi={() => apri({ voce: undefined })}
            />
          )}
        </div>
      )}
    </Pagina>
  );
}

function inParole(t: TitolarioInUso, giorno: string | undefined): string {
  const quando = giorno === undefined ? 'In uso' : `Il ${leggibile(giorno)} era in uso`;
  const dal = t.inUsoDal ? ` dal ${leggibile(t.inUsoDal)}` : '';
  const al = t.inUsoAl ? ` al ${leggibile(t.inUsoAl)}` : '';
  return `${quando} la versione «${leggibile(t.versione)}»,${dal}${al}.`;
}
