import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { data } from '../platform/date/roma.ts';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { paginaDi } from '../registrazione/indirizzi.ts';
import { leggiTrattenuti, type Quadro } from './api.ts';

type Proprieta = { quadro: Quadro; onGiorni: (giorni: number) => void };

/** The documents that an office holds for too long, the oldest first. */
export function Trattenuti({ quadro: { trattenuti: t }, onGiorni }: Proprieta): ReactElement {
  const [unita, setUnita] = useState('');
  const elenco = useInfiniteQuery({
    queryKey: ['supervisione', 'trattenuti', t.giorni, unita],
    queryFn: ({ pageParam }) => leggiTrattenuti(t.giorni, unita || undefined, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (ultima) => ultima.cursor,
  });
  const voci = elenco.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <section className="carta figura" aria-labelledby="trattenuti">
      <h2 id="trattenuti">Documenti trattenuti</h2>
      <p>
        {t.totale === 0
          ? `Nessun documento è fermo da più di ${t.giorni} giorni o oltre la scadenza.`
          : `${t.totale.toLocaleString('it-IT')} da più di ${t.giorni} giorni o oltre la scadenza (${t.scaduti.toLocaleString('it-IT')} scaduti).`}
      </p>
      <div className="griglia">
        <Campo etichetta="Da più di (giorni)">
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={t.giorni}
              onChange={(e) => onGiorni(Number(e.target.value))}
            >
              {[...new Set([5, 10, 30, 60, 90, 180, t.giorni])]
                .sort((x, y) => x - y)
                .map((g) => (
                  <option key={g} value={g}>
                    {g}
                  </option>
                ))}
            </select>
          )}
        </Campo>
        <Campo etichetta="Ufficio">
          {(a) => (
            <select {...a} className="form-select" value={unita} onChange={(e) => setUnita(e.target.value)}>
              <option value="">Tutti</option>
              {t.perUfficio.map((u) => (
                <option key={u.ufficio.codice} value={u.ufficio.codice}>
                  {u.ufficio.denominazione} ({u.quanti})
                </option>
              ))}
            </select>
          )}
        </Campo>
      </div>
      <AvvisoErrore errore={elenco.error} />
      <ul className="voci-piane">
        {voci.map((v) => (
          <li key={`${v.registro} ${v.anno}/${v.numero} ${v.ufficio.codice}`}>
            <div>
              <Link to={paginaDi({ registro: v.registro, anno: v.anno, numero: String(v.numero) })}>
                {v.numero}/{v.anno}
              </Link>{' '}
              <span className="testo-lungo">{v.oggetto}</span>
              <p className="campo__aiuto">
                {v.ufficio.denominazione}
                {v.persona && `, ${v.persona}`} · dal {data(v.dal)}, {v.giorni} giorni
                {v.scadenza && ` · scadenza ${data(v.scadenza)}`}
              </p>
            </div>
            <span>
              {v.scaduto && <span className="marca marca--viva">scaduto</span>}{' '}
              {!v.confermato && <span className="marca">non confermato</span>}
            </span>
          </li>
        ))}
      </ul>
      {elenco.hasNextPage && (
        <Button
          color="primary"
          outline
          size="sm"
          disabled={elenco.isFetchingNextPage}
          onClick={() => void elenco.fetchNextPage()}
        >
          Mostra altri
        </Button>
      )}
    </section>
  );
}
