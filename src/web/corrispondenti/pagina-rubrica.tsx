import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useEffect, useState, type ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { useTastiElenco } from '../registrazione/registro/use-tasti-elenco.ts';
import { useTasti } from '../platform/tastiera/use-tasti.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { useRitardato } from '../platform/ui/use-ritardato.ts';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { leggiRubrica } from './api.ts';
import { contrassegni, nominativo, siglaTipo } from './nominativo.ts';
import { SchedaVoce } from './scheda-voce.tsx';

const rotta = getRouteApi('/rubrica');

/** Correspondents one writes to and hears from. Registrations keep their own copy. */
export function PaginaRubrica(): ReactElement {
  const { q = '', voce } = rotta.useSearch();
  const vai = useNavigate();
  const scrive = usePermesso('rubrica.modifica');
  const [testo, setTesto] = useState(q);
  const cercato = useRitardato(testo.trim(), 250);
  useEffect(() => {
    if (cercato !== q) void vai({ to: '/rubrica', search: { q: cercato || undefined, voce }, replace: true });
  }, [cercato, q, voce, vai]);
  const elenco = useInfiniteQuery({
    queryKey: ['rubrica', 'elenco', q],
    queryFn: ({ pageParam }) => leggiRubrica(q, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (ultima) => ultima.cursor,
  });
  const nuova = (): void => void vai({ to: '/rubrica', search: { q: q || undefined, voce: 'nuova' } });
  useTastiElenco();
  useTasti('Rubrica', [{ tasto: 'a', nome: 'Aggiunge una voce', azione: nuova, attivo: scrive }]);
  const voci = elenco.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <Pagina
      titolo="Rubrica"
      occhiello="Ogni registrazione conserva la sua copia dei corrispondenti: ciò che si cambia qui vale solo per le prossime."
      azioni={
        scrive && (
          <Button color="primary" size="sm" onClick={nuova}>
            <Icona nome="plus" classe="icona--chiara" /> Aggiungi <kbd>A</kbd>
          </Button>
        )
      }
    >
      <div className="due-colonne">
        <div>
          <Campo etichetta="Cerca per nome, codice fiscale, PEC">
            {(a) => <input {...a} type="search" value={testo} onChange={(e) => setTesto(e.target.value)} />}
          </Campo>
          {elenco.isPending && <Attesa />}
          <AvvisoErrore errore={elenco.error} />
          {elenco.data && voci.length === 0 && (
            <Vuoto icona="user" titolo={q ? 'Nessuno con queste parole' : 'La rubrica è ancora vuota'}>
              <p>Le voci si aggiungono da qui, o mentre si registra.</p>
            </Vuoto>
          )}
          <ul className="voci">
            {voci.map((v) => (
              <li key={v.id}>
                <Link
                  to="/rubrica"
                  search={{ q: q || undefined, voce: v.id }}
                  className="voci__voce"
                  data-voce-elenco=""
                  aria-current={v.id === voce ? 'true' : undefined}
                >
                  <span>
                    <strong>{nominativo(v)}</strong>{' '}
                    <small className="tendina__tipo">{siglaTipo[v.tipo]}</small>
                  </span>
                  <small className="tendina__dati">{contrassegni(v)}</small>
                </Link>
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
        </div>
        {voce && (
          <SchedaVoce
            key={voce}
            id={voce}
            onChiudi={() => void vai({ to: '/rubrica', search: { q: q || undefined } })}
          />
        )}
      </div>
    </Pagina>
  );
}
