import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useEffect, useState, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { useTasti } from '../../platform/tastiera/use-tasti.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { useRitardato } from '../../platform/ui/use-ritardato.ts';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { SottomenuTitolario } from '../sottomenu.tsx';
import type { VoceProntuario } from '../tipi.ts';
import { elencoProntuario } from './api.ts';
import { ImportaProntuario } from './importa-prontuario.tsx';
import { ModuloProntuario } from './modulo-prontuario.tsx';

const rotta = getRouteApi('/prontuario');

/** Words that lead to the class, the office and the kind of fascicolo (RN-26.1): found as one types, kept by the RSP. */
export function PaginaProntuario(): ReactElement {
  const { q = '', orfane } = rotta.useSearch();
  const vai = useNavigate();
  const scrive = usePermesso('titolario.gestisce');
  const [testo, setTesto] = useState(q);
  const [scrittura, setScrittura] = useState<{ voce?: VoceProntuario }>();
  const [importa, setImporta] = useState(false);
  const cercato = useRitardato(testo.trim(), 150);
  const soloOrfane = orfane === 'si';
  useEffect(() => {
    if (cercato !== q)
      void vai({ to: '/prontuario', search: { q: cercato || undefined, orfane }, replace: true });
  }, [cercato, q, orfane, vai]);
  const elenco = useInfiniteQuery(elencoProntuario(cercato, soloOrfane));
  useTasti('Prontuario', [
    { tasto: 'a', nome: 'Aggiunge una voce', azione: () => setScrittura({}), attivo: scrive },
  ]);
  const voci = elenco.data?.pages.flatMap((p) => p.items) ?? [];
  const totale = elenco.data?.pages[0]?.totale ?? 0;
  return (
    <Pagina
      titolo="Prontuario"
      occhiello="Dalle parole dell’ufficio alla voce di titolario. Bastano tre lettere; l’ordine delle parole, gli accenti e gli apostrofi non contano."
      azioni={
        scrive && (
          <>
            <Button color="primary" outline size="sm" onClick={() => setImporta(true)}>
              Importa…
            </Button>
            <Button color="primary" size="sm" onClick={() => setScrittura({})}>
              <Icona nome="plus" classe="icona--chiara" /> Aggiungi <kbd>A</kbd>
            </Button>
          </>
        )
      }
    >
      <SottomenuTitolario />
      <div className="filtri filtri--titolario">
        <Campo etichetta="Cerca nel prontuario">
          {(a) => <input {...a} type="search" value={testo} onChange={(e) => setTesto(e.target.value)} />}
        </Campo>
        {scrive && (
          <div className="form-check">
            <input
              id="solo-orfane"
              type="checkbox"
              checked={soloOrfane}
              onChange={(e) =>
                void vai({
                  to: '/prontuario',
                  search: { q: q || undefined, orfane: e.target.checked ? 'si' : undefined },
                  replace: true,
                })
              }
            />
            <label htmlFor="solo-orfane">Solo le voci che non portano più a nulla</label>
          </div>
        )}
      </div>
      {elenco.isPending && <Attesa />}
      <AvvisoErrore errore={elenco.error} />
      {elenco.data && (
        <p className="conteggio" role="status">
          {totale === 1 ? '1 voce' : `${totale} voci`}
        </p>
      )}
      {elenco.data && voci.length === 0 && (
        <Vuoto icona="search" titolo={testo ? 'Nessuna voce con queste parole' : 'Nessuna voce'}>
          <p>Si può cercare nel titolario, o chiedere al responsabile di aggiungerla.</p>
        </Vuoto>
      )}
      <ul className="voci-piane prontuario">
        {voci.map((v) => (
          <li key={v.id}>
            <div>
              <strong>{v.testo}</strong>
              <p>
                {v.classificazione ? (
                  <Link to="/titolario" search={{ voce: v.classificazione.codice }}>
                    <span className="albero__codice">{v.classificazione.codice}</span>{' '}
                    {v.classificazione.denominazione}
                  </Link>
                ) : (
                  <span className="marca marca--attenzione">
                    la voce di titolario non si usa più: da rivedere
                  </span>
                )}
              </p>
              <p className="campo__aiuto">
                {[v.classificazione?.percorso, v.ufficio?.denominazione, v.tipo, v.note]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            {scrive && (
              <button type="button" className="bottone-testo" onClick={() => setScrittura({ voce: v })}>
                Modifica<span className="visually-hidden"> {v.testo}</span>
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
      {scrittura && (
        <ModuloProntuario
          {...(scrittura.voce && { voce: scrittura.voce })}
          onChiudi={() => setScrittura(undefined)}
        />
      )}
      {importa && <ImportaProntuario onChiudi={() => setImporta(false)} />}
    </Pagina>
  );
}
