import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import type { ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { dataOra } from '../platform/date/roma.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { Differenze } from '../titolario/versioni/confronto.tsx';
import type { Differenza } from '../titolario/tipi.ts';
import { leggiComunicazioni, segnaLetta, type Comunicazione } from './api.ts';

/** What the programme told this person, newest first; each says whether it was read. */
export function PaginaComunicazioni(): ReactElement {
  const elenco = useInfiniteQuery({
    queryKey: ['comunicazioni', 'elenco'],
    queryFn: ({ pageParam }) => leggiComunicazioni(pageParam, 20),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (ultima) => ultima.cursor,
  });
  const configura = usePermesso('comunicazione.configura');
  const client = useQueryClient();
  const lettura = useMutation({
    mutationFn: segnaLetta,
    onSuccess: async () => {
      annuncia('Segnata come letta');
      await client.invalidateQueries({ queryKey: ['comunicazioni'] });
    },
  });
  const comunicazioni = elenco.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <Pagina
      titolo="Comunicazioni"
      classe="pagina--stretta"
      azioni={
        <>
          <Link to="/comunicazioni/preferenze">Per posta elettronica</Link>
          {configura && <Link to="/comunicazioni/rete">Chi è avvisato</Link>}
        </>
      }
    >
      {elenco.isPending && <Attesa />}
      <AvvisoErrore errore={elenco.error ?? lettura.error} />
      {elenco.data && comunicazioni.length === 0 && (
        <Vuoto icona="mail" titolo="Nessuna comunicazione">
          <p>
            Qui arriva ciò che riguarda il proprio ufficio, come un documento protocollato, e ciò che cambia
            il lavoro di tutti, come un nuovo titolario.
          </p>
        </Vuoto>
      )}
      {comunicazioni.map((c) => (
        <article key={c.id} className={`carta comunicazione ${c.lettaIl ? '' : 'comunicazione--nuova'}`}>
          <h2>
            {c.oggetto} {!c.lettaIl && <span className="marca marca--viva">da leggere</span>}
          </h2>
          <p className="campo__aiuto">
            {c.mittente}, {dataOra(c.inviataIl)}
            {c.lettaIl && ` · letta il ${dataOra(c.lettaIl)}`}
          </p>
          {c.documento !== undefined && (
            <p className="testo-lungo">
              <strong>{c.documento}</strong>
            </p>
          )}
          <p className="testo-lungo">{c.testo}</p>
          <Dettaglio comunicazione={c} />
          <p className="azioni">
            {c.collegamento && <a href={c.collegamento}>Vedi</a>}
            {!c.lettaIl && (
              <button
                type="button"
                className="bottone-testo"
                disabled={lettura.isPending}
                onClick={() => lettura.mutate(c.id)}
              >
                Segna come letta<span className="visually-hidden">: {c.oggetto}</span>
              </button>
            )}
          </p>
        </article>
      ))}
      {elenco.hasNextPage && (
        <Button color="primary" outline size="sm" onClick={() => void elenco.fetchNextPage()}>
          Mostra altre
        </Button>
      )}
    </Pagina>
  );
}

/** The differences of a titolario, for who classifies (RN-42.5). */
function Dettaglio({ comunicazione: c }: { comunicazione: Comunicazione }): ReactElement | null {
  const { differenze, totale } = c.dettaglio as { differenze?: Differenza[]; totale?: number };
  if (c.tipo !== 'titolario.pubblicato' || !differenze) return null;
  return (
    <details open={!c.lettaIl && differenze.length <= 30}>
      <summary>
        Differenze ({totale ?? differenze.length}
        {totale !== undefined && totale > differenze.length && `, le prime ${differenze.length}`})
      </summary>
      <Differenze differenze={differenze} prima="Prima" dopo="Ora" />
    </details>
  );
}
