import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge, Button } from 'design-react-kit';
import type { ReactElement } from 'react';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { useTastiElenco } from '../../registrazione/registro/use-tasti-elenco.ts';
import { PROTOCOLLO } from '../../registrazione/indirizzi.ts';
import type { Serie, UnitaDiSerie } from '../tipi.ts';
import { AggiungiUnita } from './aggiungi-unita.tsx';
import { leggiUnita, togliUnita } from './api.ts';

type Proprieta = { serie: Serie; modificabile: boolean };

/** Registers and fascicoli of a series, with the way into each and, for the RSP, out of the series. */
export function UnitaDellaSerie({ serie, modificabile }: Proprieta): ReactElement {
  const elenco = useInfiniteQuery({
    queryKey: ['serie', serie.id, 'unita'],
    queryFn: ({ pageParam }) => leggiUnita(serie.id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (ultima) => ultima.cursor,
  });
  const client = useQueryClient();
  const toglie = useMutation({
    mutationFn: (u: UnitaDiSerie) => togliUnita(serie.id, u.id),
    onSuccess: async () => {
      annuncia('Tolta dalla serie');
      await client.invalidateQueries({ queryKey: ['serie'] });
    },
  });
  useTastiElenco();
  const unita = elenco.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <section className="blocco-dati" aria-labelledby="titolo-unita">
      <h2 id="titolo-unita">Unità archivistiche</h2>
      {elenco.isPending && <Attesa />}
      <AvvisoErrore errore={elenco.error ?? toglie.error} />
      {elenco.data && unita.length === 0 && <p>Nessuna unità: aggiungere registri o fascicoli.</p>}
      <ul className="voci">
        {unita.map((u) => (
          <li key={u.id} className="voci__riga">
            <Link to={indirizzoDi(u)} className="voci__voce" data-voce-elenco="">
              <span>
                <strong>{u.tipo === 'registro' ? u.denominazione : `Fascicolo ${u.codice}/${u.anno}`}</strong>{' '}
                {u.chiuso && <Badge color="secondary">Chiuso</Badge>}
              </span>
              <small className="tendina__dati">
                {u.tipo === 'registro' ? `Registro ${u.codice}` : `${u.classificazione} · ${u.denominazione}`}
              </small>
            </Link>
            {modificabile && (
              <button
                type="button"
                className="bottone-icona"
                disabled={toglie.isPending}
                onClick={() => toglie.mutate(u)}
                aria-label={`Togli ${u.codice} dalla serie`}
              >
                <Icona nome="close" />
              </button>
            )}
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
          Mostra altre
        </Button>
      )}
      {modificabile && <AggiungiUnita serie={serie} />}
    </section>
  );
}

function indirizzoDi(u: UnitaDiSerie): string {
  if (u.tipo === 'fascicolo') return `/fascicoli/${u.codice}`;
  if (u.codice === PROTOCOLLO) return '/registro';
  return u.codice === 'FASC' ? '/fascicoli' : `/repertori/${u.codice}`;
}
