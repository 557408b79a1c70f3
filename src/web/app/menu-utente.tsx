import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { blocca, useCambioIncarico, useSessione, useUscita } from '../autorizzazioni/sessione.ts';
import { nomeProfilo } from '../autorizzazioni/nomi.ts';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { ContoRichiesteAutorizzazione } from '../persone/richieste/conto.tsx';
import { SceltaIncarico } from './scelta-incarico.tsx';

/** Who is working and for which office; change of office, lock, way out. */
export function MenuUtente(): ReactElement {
  const sessione = useSessione();
  const [aperto, setAperto] = useState(false);
  const uscita = useUscita(sessione);
  const cambio = useCambioIncarico();
  const contenitore = useRef<HTMLDivElement>(null);
  const bottone = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const fuori = (e: Event): void => {
      if (e.target instanceof Node && !contenitore.current?.contains(e.target)) setAperto(false);
    };
    document.addEventListener('pointerdown', fuori);
    document.addEventListener('focusin', fuori);
    return () => {
      document.removeEventListener('pointerdown', fuori);
      document.removeEventListener('focusin', fuori);
    };
  }, []);
  const { utente, incarico, incarichi, sostituzioni, perConto, permessi } = sessione;
  const sostituti = permessi.includes('sostituzione.nomina') || sostituzioni.length > 0;
  const richieste =
    permessi.includes('autorizzazione.richiede') || permessi.includes('autorizzazione.decide');
  const nomeUfficio = perConto?.finita
    ? 'Sostituzione finita: scegliere per chi agire'
    : (incarico?.unita.denominazione ?? 'Nessun incarico');
  return (
    <div
      className="utente"
      ref={contenitore}
      onKeyDown={(e) => {
        if (e.key !== 'Escape' || !aperto) return;
        e.preventDefault();
        setAperto(false);
        bottone.current?.focus();
      }}
    >
      <button
        type="button"
        ref={bottone}
        className="utente__bottone"
        aria-expanded={aperto}
        aria-controls="utente-menu"
        onClick={() => setAperto(!aperto)}
      >
        <Icona nome="user" />
        <span className="utente__nomi">
          <strong>
            {utente.nome} {utente.cognome}
          </strong>
          <span>
            {perConto?.nome !== undefined && `per conto di ${perConto.nome} · `}
            {nomeUfficio}
          </span>
        </span>
        <Icona nome="expand" classe="utente__freccia" />
      </button>
      <div id="utente-menu" className="utente__menu" hidden={!aperto}>
        <p className="utente__chi">
          {utente.nomeUtente}
          {incarico && ` · ${nomeProfilo[incarico.profilo]}`}
          {sessione.delegatoRsp && ' · delegato del responsabile'}
        </p>
        {(incarichi.length > 1 || sostituzioni.length > 0 || perConto) && (
          <SceltaIncarico
            sessione={sessione}
            attesa={cambio.isPending}
            onScegli={(scelta) => cambio.mutate(scelta, { onSuccess: () => setAperto(false) })}
          />
        )}
        <AvvisoErrore errore={cambio.error ?? uscita.error} fuoco />
        <Link to="/profilo" className="utente__voce" onClick={() => setAperto(false)}>
          <Icona nome="user" /> Il mio profilo
        </Link>
        <Link to="/profilo/secondo-fattore" className="utente__voce" onClick={() => setAperto(false)}>
          <Icona nome="key" /> Secondo fattore
        </Link>
        {sostituti && (
          <Link to="/sostituzioni" className="utente__voce" onClick={() => setAperto(false)}>
            <Icona nome="calendar" /> Assenze e sostituti
          </Link>
        )}
        {richieste && (
          <Link to="/autorizzazioni/richieste" className="utente__voce" onClick={() => setAperto(false)}>
            <Icona nome="inbox" /> Richieste di autorizzazione <ContoRichiesteAutorizzazione />
          </Link>
        )}
        <button type="button" className="utente__voce" onClick={() => void blocca()}>
          <Icona nome="lock" /> Blocca
        </button>
        <button
          type="button"
          className="utente__voce"
          disabled={uscita.isPending}
          onClick={() => uscita.mutate()}
        >
          <Icona nome="logout" /> Esci
        </button>
        <p className="utente__nota">All’uscita le bozze conservate in questo browser sono cancellate.</p>
      </div>
    </div>
  );
}
