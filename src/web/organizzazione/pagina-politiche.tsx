import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import type { ElencoConferme, PoliticaUso } from '../../autorizzazioni/politiche/politiche.schema.ts';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { data, dataOra } from '../platform/date/roma.ts';
import { chiedi } from '../platform/http/chiedi.ts';
import { ErroreApi } from '../platform/http/errore.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';

/** Null where nothing was ever published, which is no error. */
async function seCiSono<T>(promessa: Promise<T>): Promise<T | null> {
  try {
    return await promessa;
  } catch (errore) {
    if (errore instanceof ErroreApi && errore.stato === 404) return null;
    throw errore;
  }
}

/** The rules of acceptable use: the version in force, who confirmed it, and the next one (RN-11.1). */
export function PaginaPolitiche(): ReactElement {
  const pubblica = usePermesso('politica.pubblica');
  const legge = usePermesso('utente.consulta');
  const politica = useQuery({
    queryKey: ['politiche-uso'],
    queryFn: () => seCiSono(chiedi<PoliticaUso>('GET', '/politiche-uso')),
  });
  return (
    <>
      <h2>Politiche di uso accettabile</h2>
      <p>Ciascuno le legge e le conferma al primo accesso, e di nuovo a ogni versione.</p>
      {politica.isPending && <Attesa />}
      <AvvisoErrore errore={politica.error} />
      {politica.data === null && <Vuoto icona="file" titolo="Nessuna versione, per ora" />}
      {politica.data && (
        <details>
          <summary>
            Versione {politica.data.versione}, pubblicata il {data(politica.data.pubblicataIl)}
          </summary>
          <div className="politica" tabIndex={0} role="region" aria-label="Testo in vigore">
            {politica.data.testo}
          </div>
        </details>
      )}
      {pubblica && politica.data !== undefined && (
        <Nuova inVigore={politica.data} key={politica.data?.versione ?? 0} />
      )}
      {legge && politica.data && <Conferme />}
    </>
  );
}

function Nuova({ inVigore }: { inVigore: PoliticaUso | null }): ReactElement {
  const client = useQueryClient();
  const [testo, setTesto] = useState('');
  const versione = (inVigore?.versione ?? 0) + 1;
  const pubblicazione = useMutation({
    mutationFn: () => chiedi('POST', '/politiche-uso', { corpo: { versione, testo } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['politiche-uso'] });
      await client.invalidateQueries({ queryKey: ['sessione'] });
    },
  });
  const invia = (e: FormEvent): void => {
    e.preventDefault();
    if (!pubblicazione.isPending && testo.trim()) pubblicazione.mutate();
  };
  return (
    <form onSubmit={invia} noValidate>
      <h3 className="mt-4">Nuova versione</h3>
      <AvvisoErrore errore={pubblicazione.error} fuoco />
      <Campo
        etichetta={`Testo della versione ${versione}`}
        id="politica-testo"
        aiuto="Testo semplice; le righe vuote separano i paragrafi. Dopo la pubblicazione non si modifica più."
      >
        {(a) => (
          <textarea
            {...a}
            rows={10}
            value={testo}
            maxLength={100_000}
            onChange={(e) => setTesto(e.target.value)}
          />
        )}
      </Campo>
      {inVigore && (
        <Button color="primary" outline size="sm" type="button" onClick={() => setTesto(inVigore.testo)}>
          Parti dal testo in vigore
        </Button>
      )}{' '}
      <Button color="primary" size="sm" type="submit" disabled={pubblicazione.isPending || !testo.trim()}>
        Pubblica: tutti dovranno confermarla
      </Button>
    </form>
  );
}

function Conferme(): ReactElement {
  const elenco = useInfiniteQuery({
    queryKey: ['politiche-uso', 'conferme'],
    queryFn: ({ pageParam }) =>
      chiedi<ElencoConferme>('GET', '/politiche-uso/conferme', { ricerca: { cursore: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (ultima) => ultima.cursore,
  });
  const prima = elenco.data?.pages[0];
  return (
    <section aria-labelledby="politiche-conferme">
      <h3 id="politiche-conferme" className="mt-4">
        Chi l’ha confermata
      </h3>
      {elenco.isPending && <Attesa />}
      <AvvisoErrore errore={elenco.error} />
      {prima && (
        <p>
          Confermata da {prima.confermate}, da confermare per {prima.mancanti}.
        </p>
      )}
      <ul className="voci-piane">
        {elenco.data?.pages.flatMap((p) =>
          p.items.map((u) => (
            <li key={u.utente}>
              <div>
                <strong>
                  {u.cognome} {u.nome}
                </strong>
                <p className="campo__aiuto">
                  {u.nomeUtente} ·{' '}
                  {u.confermataIl ? `confermata il ${dataOra(u.confermataIl)}` : 'non ancora'}
                </p>
              </div>
            </li>
          )),
        )}
      </ul>
      {elenco.hasNextPage && (
        <Button
          color="primary"
          outline
          size="sm"
          disabled={elenco.isFetchingNextPage}
          onClick={() => void elenco.fetchNextPage()}
        >
          Altri
        </Button>
      )}
    </section>
  );
}
