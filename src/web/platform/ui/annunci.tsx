import { useSyncExternalStore, type ReactElement } from 'react';

let testo = '';
const ascoltatori = new Set<() => void>();

/** Says something to who listens to the screen. The same words twice are said twice. */
export function annuncia(messaggio: string): void {
  // A trailing no-break space makes the text new to the screen reader without being heard.
  testo = messaggio === testo ? `${messaggio}\u00a0` : messaggio;
  for (const avvisa of ascoltatori) avvisa();
}

export function Annunci(): ReactElement {
  const detto = useSyncExternalStore(
    (avvisa) => {
      ascoltatori.add(avvisa);
      return () => ascoltatori.delete(avvisa);
    },
    () => testo,
  );
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {detto}
    </div>
  );
}
