import { useEffect, useRef, useState, type ReactElement } from 'react';
import { Icona } from '../ui/icona.tsx';
import { attivaTastiSingoli, tastiSingoliAttivi, type Tasto } from './tasti.ts';
import { useElencoTasti, useTasti } from './use-tasti.ts';

const nomi: Record<string, string> = { Escape: 'Esc', 'Ctrl+Enter': 'Ctrl + Invio', Enter: 'Invio' };

function Riga({ tasto }: { tasto: Tasto }): ReactElement {
  return (
    <div className="tasti__riga">
      <dt>
        <kbd>{nomi[tasto.tasto] ?? tasto.tasto.toUpperCase()}</kbd>
      </dt>
      <dd>{tasto.nome}</dd>
    </div>
  );
}

/** `?`: the keys that work on this screen, in a panel that does not stop the work. */
export function PannelloTasti(): ReactElement {
  const [aperto, setAperto] = useState(false);
  const [singoli, setSingoli] = useState(tastiSingoliAttivi);
  const gruppi = useElencoTasti();
  const titolo = useRef<HTMLHeadingElement>(null);
  const prima = useRef<Element>(null);
  const chiudi = (): void => {
    setAperto(false);
    if (prima.current instanceof HTMLElement) prima.current.focus();
  };
  const apri = (): void => {
    prima.current = document.activeElement;
    setAperto(true);
  };
  useTasti('Ovunque', [
    { tasto: '?', nome: 'Mostra o nasconde questi tasti', azione: aperto ? chiudi : apri },
  ]);
  useEffect(() => {
    if (aperto) titolo.current?.focus();
  }, [aperto]);

  return (
    <>
      <button type="button" className="tasti__apri" aria-expanded={aperto} onClick={aperto ? chiudi : apri}>
        <Icona nome="help-circle" /> <span>Tasti</span> <kbd>?</kbd>
      </button>
      {aperto && (
        <section
          className="tasti"
          aria-labelledby="tasti-titolo"
          onKeyDown={(e) => {
            if (e.key === 'Escape') chiudi();
          }}
        >
          <header className="tasti__testa">
            <h2 id="tasti-titolo" ref={titolo} tabIndex={-1}>
              Tasti di questa schermata
            </h2>
            <button
              type="button"
              className="bottone-icona"
              onClick={chiudi}
              aria-label="Chiudi l’elenco dei tasti"
            >
              <Icona nome="close" />
            </button>
          </header>
          {[...gruppi].reverse().map((gruppo) => (
            <div key={gruppo.titolo} className="tasti__gruppo">
              <h3>{gruppo.titolo}</h3>
              <dl>
                {gruppo.tasti
                  .filter((t) => t.attivo !== false)
                  .map((t) => (
                    <Riga key={t.tasto} tasto={t} />
                  ))}
              </dl>
            </div>
          ))}
          <p className="tasti__nota">
            Mentre si scrive in un campo le lettere sono testo: <kbd>Esc</kbd> esce dal campo.
          </p>
          <label className="spunta">
            <input
              type="checkbox"
              checked={singoli}
              onChange={(e) => {
                attivaTastiSingoli(e.target.checked);
                setSingoli(e.target.checked);
              }}
            />
            <span>Usa i tasti di una sola lettera</span>
          </label>
        </section>
      )}
    </>
  );
}
