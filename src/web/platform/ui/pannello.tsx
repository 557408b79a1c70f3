import { Button } from 'design-react-kit';
import { useEffect, useId, useRef, type ReactElement, type ReactNode } from 'react';

type Proprieta = {
  /** What stands on the button. */
  bottone: ReactNode;
  /** Name of the panel, for who listens to the screen. */
  nome: string;
  aperto: boolean;
  onAperto: (aperto: boolean) => void;
  children: ReactNode;
};

/** A panel under its button: Esc, a click elsewhere or the button again close it. It never stops the work beneath. */
export function Pannello({ bottone, nome, aperto, onAperto, children }: Proprieta): ReactElement {
  const id = useId();
  const scatola = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!aperto) return;
    const fuori = (e: Event): void => {
      if (e.target instanceof Node && !scatola.current?.contains(e.target)) onAperto(false);
    };
    document.addEventListener('pointerdown', fuori);
    return () => document.removeEventListener('pointerdown', fuori);
  }, [aperto, onAperto]);
  return (
    <div
      className="pannello"
      ref={scatola}
      onKeyDown={(e) => {
        if (e.key !== 'Escape' || !aperto || e.defaultPrevented) return;
        e.preventDefault();
        onAperto(false);
        scatola.current?.querySelector('button')?.focus();
      }}
    >
      <Button
        type="button"
        color="primary"
        outline
        size="xs"
        aria-expanded={aperto}
        aria-controls={id}
        onClick={() => onAperto(!aperto)}
      >
        {bottone}
      </Button>
      <div id={id} className="pannello__corpo" role="group" aria-label={nome} hidden={!aperto}>
        {aperto && children}
      </div>
    </div>
  );
}
