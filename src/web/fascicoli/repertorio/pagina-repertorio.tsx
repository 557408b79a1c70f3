import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import type { ReactElement } from 'react';
import { giornoEOraDi } from '../../platform/date/roma.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { useTastiElenco } from '../../registrazione/registro/use-tasti-elenco.ts';
import { carte, leggiRepertorio } from '../api.ts';
import { SottomenuFascicoli } from '../sottomenu.tsx';
import type { VoceRepertorioFascicoli } from '../tipi.ts';

const rotta = getRouteApi('/fascicoli/repertorio');
const PRIMO_ANNO = 2016;

/** The repertorio dei fascicoli of a year, in order of class and number (RN-46.1). */
export function PaginaRepertorio(): ReactElement {
  const corrente = Number(giornoEOraDi(new Date()).giorno.slice(0, 4));
  const { anno = String(corrente) } = rotta.useSearch();
  const vai = useNavigate();
  const pagine = useInfiniteQuery({
    queryKey: ['fascicoli', 'repertorio', anno],
    queryFn: ({ pageParam }) => leggiRepertorio(Number(anno), pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (ultima) => ultima.cursor,
  });
  useTastiElenco();
  const voci = pagine.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <Pagina
      titolo="Repertorio dei fascicoli"
      azioni={
        voci.length > 0 && (
          <>
            <a
              className="btn btn-outline-primary btn-xs"
              href={carte.repertorioPdf(Number(anno))}
              target="_blank"
              rel="noreferrer"
            >
              <Icona nome="print" /> Stampa (PDF)
            </a>
            <a className="btn btn-outline-primary btn-xs" href={carte.repertorioCsv(Number(anno))} download>
              <Icona nome="download" /> CSV
            </a>
          </>
        )
      }
    >
      <SottomenuFascicoli />
      <div className="filtri repertorio__anno">
        <label htmlFor="anno-repertorio">Anno di creazione</label>
        <select
          id="anno-repertorio"
          className="form-select"
          value={anno}
          onChange={(e) => void vai({ to: '/fascicoli/repertorio', search: { anno: e.target.value } })}
        >
          {Array.from({ length: corrente - PRIMO_ANNO + 1 }, (_, i) => String(corrente - i)).map((a) => (
            <option key={a} value={a}>
              {a}
            </option>
          ))}
        </select>
      </div>
      <AvvisoErrore errore={pagine.error} />
      {pagine.isPending && <Attesa />}
      {pagine.data && voci.length === 0 && (
        <Vuoto icona="folder" titolo={`Nessun fascicolo aperto nel ${anno}`}>
          <p>Qui compariranno i fascicoli e i sottofascicoli dell’anno, in ordine di classe e di numero.</p>
        </Vuoto>
      )}
      {voci.length > 0 && <Tabella voci={voci} />}
      {pagine.hasNextPage && (
        <Button
          color="primary"
          outline
          disabled={pagine.isFetchingNextPage}
          onClick={() => void pagine.fetchNextPage()}
        >
          {pagine.isFetchingNextPage ? 'Caricamento…' : 'Mostra altri'}
        </Button>
      )}
    </Pagina>
  );
}

/** Under a heading for each class, as the printed one. */
function Tabella({ voci }: { voci: readonly VoceRepertorioFascicoli[] }): ReactElement {
  const gruppi = Object.entries(Object.groupBy(voci, (v) => v.classificazione.codice));
  return (
    <div className="repertorio" role="region" aria-label="Repertorio" tabIndex={0}>
      <table className="elenco">
        <caption className="visually-hidden">Fascicoli in ordine di classificazione e numero</caption>
        <thead>
          <tr>
            <th scope="col">Numero</th>
            <th scope="col">Oggetto</th>
            <th scope="col">Ufficio</th>
            <th scope="col">Anno di creazione</th>
            <th scope="col">Anno di chiusura</th>
          </tr>
        </thead>
        {gruppi.map(([codice, righe]) => (
          <tbody key={codice}>
            <tr className="repertorio__classe">
              <th colSpan={5} scope="rowgroup">
                {codice} {righe?.[0]?.classificazione.percorso.map((x) => x.denominazione).join(' › ')}
              </th>
            </tr>
            {righe?.map((v) => (
              <Riga key={`${v.numero}.${v.sottofascicolo ?? ''}`} voce={v} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Riga({ voce: v }: { voce: VoceRepertorioFascicoli }): ReactElement {
  const numero = v.sottofascicolo ? `${v.numero}.${v.sottofascicolo}` : v.numero;
  return (
    <tr>
      <th scope="row" className={v.sottofascicolo ? 'repertorio__sotto' : undefined}>
        <Link to="/fascicoli/$numero" params={{ numero }} data-voce-elenco="">
          {numero}
        </Link>
      </th>
      <td className="elenco__oggetto">
        {!v.sottofascicolo && <strong>{v.denominazione}</strong>}
        <span className="elenco__sotto">{v.sottofascicolo ? v.oggettoSottofascicolo : v.oggetto}</span>
      </td>
      <td>{v.ufficio.denominazione}</td>
      <td>{v.annoCreazione}</td>
      <td>{v.annoChiusura ?? '—'}</td>
    </tr>
  );
}
