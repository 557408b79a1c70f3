import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useEffect, useState, type ReactElement } from 'react';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { useLargo } from '../../platform/ui/use-largo.ts';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { useTastiElenco } from '../../registrazione/registro/use-tasti-elenco.ts';
import { daSistemare, type Mancanza } from '../api.ts';
import { SottomenuFascicoli } from '../sottomenu.tsx';
import { RigaDaSistemare } from './riga.tsx';
import { Sistema } from './sistema.tsx';
import { chiaveDi, type Voce } from './voce.ts';

const rotta = getRouteApi('/fascicoli/da-sistemare');
const gruppi = [
  { nome: 'classificazione', etichetta: 'Senza classificazione' },
  { nome: 'fascicolo', etichetta: 'Senza fascicolo' },
] as const;

/** What is not yet in its place: one document at a time, without leaving the keyboard (RN-43.1-2). */
export function PaginaDaSistemare(): ReactElement {
  const { mancano = 'classificazione' } = rotta.useSearch();
  const largo = useLargo(992);
  const [scelta, setScelta] = useState<string>();
  const elenco = useInfiniteQuery({
    queryKey: ['da-sistemare', mancano],
    queryFn: ({ pageParam }) => daSistemare(mancano, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (ultima) => ultima.cursor,
  });
  const voci = elenco.data?.pages.flatMap((p) => p.items) ?? [];
  const attuale = voci.find((v) => chiaveDi(v) === scelta);
  // What has been put in its place leaves the list: the work goes on from the row that took its place.
  const [posto, setPosto] = useState(0);
  useEffect(() => {
    if (attuale) setPosto(voci.indexOf(attuale));
  }, [attuale, voci]);
  const mostrata = attuale ?? (largo ? voci[Math.min(posto, voci.length - 1)] : undefined);
  useTastiElenco();
  const pannello = (v: Voce): ReactElement => <Sistema key={chiaveDi(v)} voce={v} mancano={mancano} />;
  return (
    <Pagina
      titolo="Da sistemare"
      occhiello="Documenti registrati che non hanno ancora una classe o un fascicolo, dal più recente."
    >
      <SottomenuFascicoli />
      <nav aria-label="Che cosa manca">
        <ul className="gruppi">
          {gruppi.map((g) => (
            <li key={g.nome}>
              <Link
                to="/fascicoli/da-sistemare"
                search={{ mancano: g.nome }}
                aria-current={g.nome === mancano ? 'true' : undefined}
                activeProps={{}}
                onClick={() => {
                  setScelta(undefined);
                  setPosto(0);
                }}
              >
                {g.etichetta} <Conto mancano={g.nome} />
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <AvvisoErrore errore={elenco.error} />
      {elenco.isPending && <Attesa />}
      {elenco.data && voci.length === 0 && (
        <Vuoto
          icona="check-circle"
          titolo={
            mancano === 'fascicolo'
              ? 'Tutti i documenti sono nel loro fascicolo'
              : 'Tutti i documenti sono classificati'
          }
        >
          <p>
            Qui compariranno quelli registrati senza indicare{' '}
            {mancano === 'fascicolo' ? 'il fascicolo' : 'la classe'}.
          </p>
        </Vuoto>
      )}
      {voci.length > 0 && (
        <div className="cartella__colonne">
          <section aria-label="Documenti da sistemare">
            <ul className="fogli">
              {voci.map((v) => (
                <RigaDaSistemare
                  key={chiaveDi(v)}
                  voce={v}
                  scelta={v === mostrata}
                  onScegli={() => setScelta(chiaveDi(v))}
                >
                  {!largo && v === mostrata ? pannello(v) : undefined}
                </RigaDaSistemare>
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
          {largo && mostrata && (
            <aside className="cartella__documento" aria-label="Documento da sistemare">
              {pannello(mostrata)}
            </aside>
          )}
        </div>
      )}
    </Pagina>
  );
}

function Conto({ mancano }: { mancano: Mancanza }): ReactElement | null {
  const { data } = useQuery({
    queryKey: ['da-sistemare', mancano, 'conto'],
    queryFn: async () => {
      const { totale, totaleLimitato } = await daSistemare(mancano, undefined, 1);
      return `${totale.toLocaleString('it-IT')}${totaleLimitato ? '+' : ''}`;
    },
  });
  return data === undefined ? null : <span className="gruppi__conto">{data}</span>;
}
