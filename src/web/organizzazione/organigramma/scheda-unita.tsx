import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type ReactElement } from 'react';
import { nomeProfilo } from '../../autorizzazioni/nomi.ts';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { data, giornoEOraDi } from '../../platform/date/roma.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { useLargo } from '../../platform/ui/use-largo.ts';
import { schedaQuery } from './api.ts';
import { AzioniUnita } from './azioni-unita.tsx';
import { DatiUnitaMostrati } from './dati-mostrati.tsx';
import { InArrivo } from './in-arrivo.tsx';
import { cheCosa } from './nomi.ts';
import type { SchedaUnita } from './tipi.ts';

type Proprieta = { codice: string; giorno: string | undefined; onChiudi: () => void };

/** All that is known of an office: what it is or was, who works in it, what it was before, what is decided for later. */
export function SchedaUfficio({ codice, giorno, onChiudi }: Proprieta): ReactElement {
  const { data: scheda, error, isPending } = useQuery(schedaQuery(codice, giorno));
  const nome = scheda?.stato?.denominazione ?? scheda?.storia[0]?.stato.denominazione ?? codice;
  const largo = useLargo(960);
  const riquadro = useRef<HTMLElement>(null);
  // Where it stands above the tree, what was chosen is brought in sight.
  useEffect(() => {
    if (!largo) riquadro.current?.scrollIntoView({ block: 'start' });
  }, [largo]);
  return (
    <section className="carta scheda-voce" aria-label={nome} ref={riquadro}>
      <header className="scheda-voce__testa">
        <div>
          {scheda && <p className="scheda-voce__percorso">{scheda.percorso.slice(0, -1).join(' › ')}</p>}
          <h2>{nome}</h2>
        </div>
        <button type="button" className="bottone-icona" onClick={onChiudi} aria-label="Chiudi la scheda">
          <Icona nome="close" />
        </button>
      </header>
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {scheda && !error && <Corpo scheda={scheda} giorno={giorno} />}
    </section>
  );
}

function Corpo({ scheda: s, giorno }: { scheda: SchedaUnita; giorno: string | undefined }): ReactElement {
  const gestisce = usePermesso('organizzazione.gestisce');
  const altroGiorno = giorno !== undefined;
  const oggi = giornoEOraDi(new Date()).giorno;
  return (
    <>
      {altroGiorno && !s.stato && <p>Il {data(giorno)} non c’è.</p>}
      {altroGiorno && s.stato && (
        <p className="campo__aiuto">
          {giorno < oggi ? 'Com’era' : 'Come sarà'} il {data(giorno)}. Le persone sono quelle di oggi.
        </p>
      )}
      <DatiUnitaMostrati scheda={s} />
      {gestisce && !altroGiorno && <AzioniUnita scheda={s} />}
      <InArrivo scheda={s} ritira={gestisce && !altroGiorno} />
      <Persone scheda={s} />
      <h3>Storia</h3>
      <ol className="storia-voce">
        {s.storia
          .filter((periodo) => !periodo.futura)
          .map((periodo) => (
            <li key={periodo.dal ?? 'sempre'}>
              <p className="storia-voce__giorni">
                {periodo.dal ? `dal ${data(periodo.dal)}` : 'dall’attivazione'}{' '}
                {periodo.al ? `al ${data(periodo.al)}` : 'in poi'}
              </p>
              <p>
                <strong>{periodo.stato.denominazione}</strong>
                {!periodo.stato.attiva && <small className="marca marca--spenta">chiusa</small>}
              </p>
              <p className="campo__aiuto">
                {cheCosa(periodo)} · {periodo.atto}
              </p>
            </li>
          ))}
      </ol>
    </>
  );
}

function Persone({ scheda: s }: { scheda: SchedaUnita }): ReactElement {
  const cessati = s.responsabili.filter((r) => r.al !== undefined);
  return (
    <>
      <h3>Persone</h3>
      {s.persone.length === 0 && <p>Nessuno vi è autorizzato.</p>}
      <ul className="voci-descrittive">
        {s.persone.map((p) => (
          <li key={`${p.id}${p.profilo}`}>
            <span>
              {p.cognome} {p.nome}
              {p.responsabile && <small className="marca marca--viva">responsabile</small>}
            </span>
            <small>{nomeProfilo[p.profilo as keyof typeof nomeProfilo]}</small>
          </li>
        ))}
      </ul>
      {cessati.length > 0 && (
        <details>
          <summary>Chi ne è stato responsabile</summary>
          <ul className="voci-descrittive">
            {cessati.map((r) => (
              <li key={`${r.cognome}${r.nome}${r.dal}`}>
                {r.cognome} {r.nome}
                <small>
                  dal {data(r.dal)} al {data(r.al ?? '')}
                </small>
              </li>
            ))}
          </ul>
        </details>
      )}
      {s.predecessori.length > 0 && (
        <p>
          Continua il lavoro di{' '}
          {s.predecessori.map((u, i) => (
            <span key={u.codice}>
              {i > 0 && ', '}
              <Link to="/organigramma" search={{ unita: u.codice }} resetScroll={false}>
                {u.denominazione}
              </Link>
            </span>
          ))}
          .
        </p>
      )}
    </>
  );
}
