import { useEffect, useId, useRef, useSyncExternalStore, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { portone } from '../http/portone.ts';
import { Icona } from './icona.tsx';

type Proprieta = { titolo: ReactNode; onChiudi: () => void; children: ReactNode };

/**
 * A question that stops the work beneath until it is answered: one at a time, Esc leaves it. Focus goes to its first
 * field and, when it closes, back where it was. Under the lock it steps aside: it must not stand before the password.
 */
export function Finestra({ titolo, onChiudi, children }: Proprieta): ReactNode {
  const id = useId();
  const finestra = useRef<HTMLDialogElement>(null);
  const aperta = useSyncExternalStore(
    (avvisa) => portone.ascolta(avvisa),
    () => portone.stato() === 'aperto',
  );
  useEffect(() => {
    const f = finestra.current;
    if (!f || !aperta) return;
    const prima = document.activeElement;
    f.showModal();
    // What one types goes where one looks for something, if there is such a field.
    const primo =
      f.querySelector<HTMLElement>('[role="combobox"]') ??
      f.querySelector<HTMLElement>('.finestra__corpo :is(input, select, textarea, button)');
    primo?.focus();
    return () => {
      f.close();
      if (prima instanceof HTMLElement && prima.isConnected) prima.focus();
    };
  }, [aperta]);
  // Out of the form it may be opened from: a form does not stand in a form.
  return createPortal(
    <dialog
      ref={finestra}
      className="finestra"
      aria-labelledby={id}
      onKeyDown={(e) => {
        // The keys of the screen beneath do not answer.
        e.stopPropagation();
        if (e.key !== 'Escape' || e.defaultPrevented) return;
        e.preventDefault();
        onChiudi();
      }}
      // Nor does the form beneath take this one's sending for its own.
      onSubmit={(e) => e.stopPropagation()}
    >
      <header className="finestra__testa">
        <h2 id={id}>{titolo}</h2>
        <button type="button" className="bottone-icona" onClick={onChiudi} aria-label="Chiudi">
          <Icona nome="close" />
        </button>
      </header>
      <div className="finestra__corpo">{children}</div>
    </dialog>,
    document.body,
  );
}
