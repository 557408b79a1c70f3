import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { data } from '../platform/date/roma.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { quanti } from '../platform/ui/quanti.ts';
import { arretrateQuery } from './api.ts';
import { attende, toccaA } from './mancante-in-parole.ts';
import type { ArretrateArea, ElencoMancanti } from './tipi.ts';

/** What has waited for more than a month, folded: by Area, and each Area's only when it is opened (RN-34.2-2). */
export function Arretrate({ elenco }: { elenco: ElencoMancanti }): ReactElement | null {
  const { arretrate, cercateFino } = elenco;
  const [prima] = arretrate;
  if (!prima) return cercateFino === undefined ? null : <p className="scheda__dati">{ancora(cercateFino)}</p>;
  const tutte = arretrate.reduce((n, a) => n + a.estratti, 0);
  const dal = arretrate.map((a) => a.dal).sort()[0] ?? '';
  const titolo = `Più vecchi di un mese: ${tutte.toLocaleString('it-IT')}`;
  return (
    <>
      {arretrate.length === 1 ? (
        <Ripiegato
          titolo={
            <>
              {titolo}, {prima.mia ? '' : `${prima.area.denominazione}, `}
              {tutte === 1 ? 'del' : 'dal'} {data(dal)}
            </>
          }
        >
          <DiUnArea a={prima} />
        </Ripiegato>
      ) : (
        <Ripiegato
          titolo={
            <>
              {titolo}, dal {data(dal)}
            </>
          }
        >
          {arretrate.map((a) => (
            <Ripiegato
              key={a.area.codice}
              titolo={
                <>
                  {a.area.denominazione}: {quanti(a.estratti, 'estratto', 'estratti')},{' '}
                  {a.estratti === 1 ? 'del' : 'dal'} {data(a.dal)}
                </>
              }
            >
              <DiUnArea a={a} />
            </Ripiegato>
          ))}
        </Ripiegato>
      )}
      {cercateFino !== undefined && <p className="scheda__dati">{ancora(cercateFino)}</p>}
    </>
  );
}

const ancora = (fino: string): string =>
  `I giorni dal ${data(fino)} a un mese fa si stanno ancora guardando: fra poco l’elenco li comprende.`;

/** What is inside is asked for only once it is opened. */
function Ripiegato({ titolo, children }: { titolo: ReactElement; children: ReactElement | ReactElement[] }) {
  const [aperto, setAperto] = useState(false);
  return (
    <details className="elenco-altri" onToggle={(e) => setAperto(e.currentTarget.open)}>
      <summary>{titolo}</summary>
      {aperto && children}
    </details>
  );
}

function DiUnArea({ a }: { a: ArretrateArea }): ReactElement {
  const {
    data: lette,
    error,
    isPending,
    hasNextPage,
    fetchNextPage,
    isFetchingNextPage,
  } = useInfiniteQuery(arretrateQuery(a.area.codice));
  const voci = lette?.pages.flatMap((p) => p.items) ?? [];
  return (
    <>
      <p className="scheda__dati">Dal più vecchio · {toccaA(a)}</p>
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {lette && voci.length === 0 && !hasNextPage && (
        <p>Nulla: ciò che attendeva non riguarda più l’Area. Dal prossimo giro il conto lo dice.</p>
      )}
      <ul className="schede" aria-label={`Estratti di ${a.area.denominazione}, dal più vecchio`}>
        {voci.map((v) => (
          <li key={`${v.registro}-${v.giorno}`} className="scheda">
            <Link
              className="scheda__numero"
              to="/registro-giornaliero/$registro/$giorno/$area"
              params={{ registro: v.registro, giorno: v.giorno, area: a.area.codice }}
              data-voce-elenco=""
            >
              {data(v.giorno)}
            </Link>{' '}
            {attende(v)}
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <button
          type="button"
          className="btn btn-outline-primary btn-xs mt-2"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          Mostra i seguenti
        </button>
      )}
    </>
  );
}
