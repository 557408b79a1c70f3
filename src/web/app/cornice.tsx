import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, useSyncExternalStore, type ReactElement } from 'react';
import { FasciaScadenza } from '../autorizzazioni/fascia-scadenza.tsx';
import { usePermesso, useSessione } from '../autorizzazioni/sessione.ts';
import { useEventi } from '../eventi/use-eventi.ts';
import { portone } from '../platform/http/portone.ts';
import { PannelloTasti } from '../platform/tastiera/pannello-tasti.tsx';
import { useTasti } from '../platform/tastiera/use-tasti.ts';
import { Ripensamento } from '../platform/ui/ripensamento.tsx';
import { useTrattieni } from '../platform/ui/use-trattieni.ts';
import { iniziaRegistrazione } from '../registrazione/registra/richiamo.ts';
import { useAttiInCorso } from '../scrivania/in-partenza.ts';
import { FasciaAvvisi } from '../tracciamento/fascia-avvisi.tsx';
import { Barra } from './barra.tsx';
import { Rotaia } from './rotaia.tsx';

/** What stays around every screen: bar, rail, notices, keys. */
export function Cornice(): ReactElement {
  const [menu, setMenu] = useState(false);
  const percorso = useLocation({ select: (l) => l.pathname });
  const corpo = useRef<HTMLElement>(null);
  const primo = useRef(true);
  useTastiOvunque();
  useAscolto();
  useTrattieni(useAttiInCorso());
  // A new screen is announced and read from its beginning; the very first takes focus where it wants.
  useEffect(() => {
    setMenu(false);
    if (!primo.current && !corpo.current?.contains(document.activeElement)) corpo.current?.focus();
    primo.current = false;
  }, [percorso]);
  return (
    <div className="cornice">
      <a
        className="salta"
        href="#contenuto"
        onClick={(e) => {
          e.preventDefault();
          corpo.current?.focus();
        }}
      >
        Vai al contenuto
      </a>
      <Barra menu={menu} onMenu={() => setMenu(!menu)} />
      <div className="cornice__sotto">
        <Rotaia aperta={menu} />
        <div className="cornice__centro">
          <FasciaScadenza />
          <FasciaAvvisi />
          <main id="contenuto" className="contenuto" tabIndex={-1} ref={corpo}>
            <Outlet />
          </main>
        </div>
      </div>
      <Ripensamento />
      <PannelloTasti />
    </div>
  );
}

function useAscolto(): void {
  const { utente } = useSessione();
  const legge = usePermesso('comunicazione.legge');
  const aperto = useSyncExternalStore(
    (avvisa) => portone.ascolta(avvisa),
    () => portone.stato() === 'aperto',
  );
  useEventi(utente.id, legge && aperto);
}

function useTastiOvunque(): void {
  const vai = useNavigate();
  const registra = usePermesso('registrazione.registra');
  const nuova = (flusso: 'E' | 'U' | 'I') => (): void => {
    iniziaRegistrazione(flusso);
    void vai({ to: '/registra' });
  };
  useTasti('Ovunque nel programma', [
    { tasto: '/', nome: 'Cerca', azione: () => document.getElementById('ricerca')?.focus() },
    { tasto: 'n', nome: 'Nuovo arrivo', azione: nuova('E'), attivo: registra },
    { tasto: 'u', nome: 'Nuova partenza', azione: nuova('U'), attivo: registra },
    { tasto: 'i', nome: 'Nuovo interno', azione: nuova('I'), attivo: registra },
    { tasto: 'Escape', nome: 'Esce dal campo', azione: esciDalCampo },
  ]);
}

function esciDalCampo(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
