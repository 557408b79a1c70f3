import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useMemo, useState, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { data as leggibile, giornoEOraDi } from '../../platform/date/roma.ts';
import { indirizzo } from '../../platform/http/chiedi.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { useRitardato } from '../../platform/ui/use-ritardato.ts';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { antenati, componi, potati } from './albero.ts';
import { AlberoUffici } from './albero-uffici.tsx';
import { organigrammaQuery } from './api.ts';
import { Decise } from './decise.tsx';
import { FinestraUnita } from './finestra-unita.tsx';
import { SchedaUfficio } from './scheda-unita.tsx';
import { SenzaPosta } from './senza-posta.tsx';
import { SottomenuOrganigramma } from './sottomenu.tsx';

const rotta = getRouteApi('/organigramma');

/** The chart of today, or of any other day: to be looked through and searched, each office with its history. */
export function PaginaOrganigramma(): ReactElement {
  const { data: giorno, unita } = rotta.useSearch();
  const vai = useNavigate();
  const gestisce = usePermesso('organizzazione.gestisce');
  const { data: tutte, error, isPending, isPlaceholderData } = useQuery(organigrammaQuery(giorno));
  const [cerca, setCerca] = useState('');
  const [mosse, setMosse] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [nuova, setNuova] = useState(false);
  const cercato = useRitardato(cerca.trim(), 150);
  const albero = useMemo(() => componi(tutte ?? []), [tutte]);
  const nodi = useMemo(() => potati(albero, cercato), [albero, cercato]);
  // At first one sees the Aree with what is right below them, and the way to the office shown.
  const aperti = useMemo(() => {
    if (cercato) return new Set((tutte ?? []).map((u) => u.codice));
    const via = new Set([...albero.map((n) => n.codice), ...antenati(tutte ?? [], unita)]);
    for (const [codice, aperto] of mosse)
      if (aperto) via.add(codice);
      else via.delete(codice);
    return via;
  }, [albero, tutte, unita, mosse, cercato]);
  const oggi = giornoEOraDi(new Date()).giorno;
  const apri = (ricerca: { data?: string | undefined; unita?: string | undefined }): void =>
    void vai({
      to: '/organigramma',
      search: { data: giorno, unita, ...ricerca },
      replace: true,
      resetScroll: false,
    });
  return (
    <Pagina
      titolo="Organigramma"
      occhiello={tutte && !error ? inParole(tutte.length, giorno, oggi) : undefined}
      azioni={
        <>
          <a
            className="btn btn-outline-primary btn-sm"
            href={indirizzo('/organigramma/esportazione.csv', { data: giorno })}
            download
          >
            <Icona nome="download" /> Esporta CSV
          </a>
          {gestisce && giorno === undefined && (
            <Button color="primary" size="sm" onClick={() => setNuova(true)}>
              <Icona nome="plus" classe="icona--chiara" /> Nuovo ufficio
            </Button>
          )}
        </>
      }
    >
      <SottomenuOrganigramma />
      <div className="filtri filtri--titolario">
        <Campo etichetta="Cerca un ufficio">
          {(a) => <input {...a} type="search" value={cerca} onChange={(e) => setCerca(e.target.value)} />}
        </Campo>
        <Campo etichetta="Com’era, o come sarà, il giorno">
          {(a) => (
            <input
              {...a}
              type="date"
              min="2000-01-01"
              value={giorno ?? oggi}
              onChange={(e) =>
                apri({ data: e.target.value && e.target.value !== oggi ? e.target.value : undefined })
              }
            />
          )}
        </Campo>
        {giorno !== undefined && (
          <button type="button" className="bottone-testo" onClick={() => apri({ data: undefined })}>
            Torna a oggi
          </button>
        )}
        <button
          type="button"
          className="bottone-testo"
          onClick={() => setMosse(new Map((tutte ?? []).map((u) => [u.codice, true])))}
        >
          Apri tutto
        </button>
      </div>
      {giorno === undefined && <Decise />}
      {giorno === undefined && <SenzaPosta />}
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {!error && tutte && nodi.length === 0 && (
        <Vuoto
          icona="search"
          titolo={cercato ? 'Nessun ufficio con queste parole' : 'Quel giorno non c’erano uffici'}
        />
      )}
      <div
        className={unita === undefined ? '' : 'due-colonne due-colonne--titolario'}
        aria-busy={isPlaceholderData}
      >
        {!error && nodi.length > 0 && (
          <AlberoUffici
            nodi={nodi}
            aperti={aperti}
            onApri={(codice, aperto) => setMosse(new Map(mosse).set(codice, aperto))}
            scelta={unita}
            onScegli={(codice) => apri({ unita: codice })}
          />
        )}
        {unita !== undefined && (
          <SchedaUfficio
            key={unita}
            codice={unita}
            giorno={giorno}
            onChiudi={() => apri({ unita: undefined })}
          />
        )}
      </div>
      {nuova && (
        <FinestraUnita
          onFatto={({ codice }) => {
            setNuova(false);
            apri({ unita: codice });
          }}
          onChiudi={() => setNuova(false)}
        />
      )}
    </Pagina>
  );
}

function inParole(quanti: number, giorno: string | undefined, oggi: string): string {
  const uffici = quanti === 1 ? 'un ufficio' : `${quanti} uffici`;
  if (giorno === undefined) return `Oggi: ${uffici}.`;
  return `Il ${leggibile(giorno)} ${giorno < oggi ? 'c’erano' : 'ci saranno'} ${uffici}.`;
}
