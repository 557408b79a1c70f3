import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { Icona } from '../platform/ui/icona.tsx';
import { togli } from './api.ts';
import { code } from './code.ts';
import type { Coda, Contatori } from './tipi.ts';

type Proprieta = { contatori: Contatori | undefined; attuale: Coda };

const inParole = (c: { quanti: number; limitato: boolean }): string =>
  `${c.quanti.toLocaleString('it-IT')}${c.limitato ? '+' : ''}`;

const posta: Record<Contatori['posta'][number]['stato'], string> = {
  'da-esaminare': 'PEC da esaminare',
  quarantena: 'PEC in quarantena',
};

/** How much there is to do, and the way to it: the queues, the searches one keeps, what other screens hold. */
export function BarraContatori({ contatori, attuale }: Proprieta): ReactElement {
  const client = useQueryClient();
  const via = useMutation({
    mutationFn: togli,
    onSuccess: () => client.invalidateQueries({ queryKey: ['scrivania', 'contatori'] }),
  });
  const fascicoli = usePermesso('fascicolo.consulta');
  const autorizza = usePermesso('provvedimento.autorizza');
  const salvati = contatori?.salvati ?? [];
  return (
    <nav aria-label="Contatori" className="contatori">
      <ul className="gruppi">
        {contatori?.code.map((c) => (
          <li key={c.coda}>
            <Link
              to="/scrivania"
              search={{ coda: c.coda }}
              activeProps={{}}
              aria-current={c.coda === attuale ? 'true' : undefined}
            >
              {code[c.coda].nome} <span className="gruppi__conto">{inParole(c)}</span>
            </Link>
          </li>
        ))}
        {contatori?.posta
          .filter((c) => c.stato === 'da-esaminare' || c.quanti > 0)
          .map((c) => (
            <li key={c.stato}>
              <Link to="/pec" search={c.stato === 'da-esaminare' ? {} : { stato: c.stato }} activeProps={{}}>
                {posta[c.stato]} <span className="gruppi__conto">{inParole(c)}</span>
              </Link>
            </li>
          ))}
        {contatori?.vidimazioni !== undefined && (
          <li>
            <Link to="/registro-giornaliero" search={{}} activeProps={{}}>
              Da vidimare{' '}
              <span className="gruppi__conto">{contatori.vidimazioni.toLocaleString('it-IT')}</span>
            </Link>
          </li>
        )}
      </ul>
      {(salvati.length > 0 || fascicoli || autorizza) && (
        <ul className="gruppi gruppi--altri">
          {salvati.map((c) => (
            <li key={c.id}>
              <Link to="/registro" search={c.filtri}>
                {c.nome} <span className="gruppi__conto">{inParole(c)}</span>
              </Link>
              <button
                type="button"
                className="bottone-icona"
                aria-label={`Togli «${c.nome}» dalla scrivania`}
                disabled={via.isPending}
                onClick={() => via.mutate(c.id)}
              >
                <Icona nome="close" />
              </button>
            </li>
          ))}
          {fascicoli && (
            <li>
              <Link to="/fascicoli/da-sistemare" search={{}}>
                Senza classe o fascicolo
              </Link>
            </li>
          )}
          {fascicoli && (
            <li>
              <Link to="/fascicoli/segnalazioni" search={{}}>
                Richieste di fascicolo e segnalazioni
              </Link>
            </li>
          )}
          {autorizza && (
            <li>
              <Link to="/richieste">Da autorizzare</Link>
            </li>
          )}
        </ul>
      )}
    </nav>
  );
}
