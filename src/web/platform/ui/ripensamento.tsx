import { useState, useSyncExternalStore, type ReactElement } from 'react';
import { useTasti } from '../tastiera/use-tasti.ts';
import { annuncia } from './annunci.tsx';
import { AvvisoErrore } from './avviso-errore.tsx';
import { Icona } from './icona.tsx';

/** An act just done, in words, and the act that takes it back. */
type Offerta = { testo: string; disfa?: () => Promise<void> };

let offerta: Offerta | undefined;
const ascoltatori = new Set<() => void>();

function metti(nuova: Offerta | undefined): void {
  offerta = nuova;
  for (const avvisa of ascoltatori) avvisa();
}

/** Says what was done and, until the next act, offers to take it back. Without `disfa` it only says it. */
export function offriRipensamento(nuova: Offerta): void {
  annuncia(nuova.testo);
  metti(nuova);
}

/** The strip at the foot of the screen: it stays until it is closed or something else is done. `Z` takes back. */
export function Ripensamento(): ReactElement | null {
  const attuale = useSyncExternalStore(
    (avvisa) => {
      ascoltatori.add(avvisa);
      return () => ascoltatori.delete(avvisa);
    },
    () => offerta,
  );
  const [inCorso, setInCorso] = useState(false);
  const [errore, setErrore] = useState<unknown>();
  const disfa = async (): Promise<void> => {
    if (!attuale?.disfa || inCorso) return;
    setInCorso(true);
    setErrore(undefined);
    try {
      await attuale.disfa();
      if (offerta === attuale) metti(undefined);
      annuncia('Annullato');
    } catch (motivo) {
      setErrore(motivo);
    } finally {
      setInCorso(false);
    }
  };
  useTasti('Ultimo atto', [
    { tasto: 'z', nome: 'Lo annulla', azione: () => void disfa(), attivo: attuale?.disfa !== undefined },
  ]);
  if (!attuale) return null;
  return (
    <section className="ripensamento" aria-label="Ultimo atto">
      <Icona nome="check-circle" />
      <p>{attuale.testo}</p>
      {attuale.disfa && (
        <button type="button" className="bottone-testo" disabled={inCorso} onClick={() => void disfa()}>
          Annulla <kbd>Z</kbd>
        </button>
      )}
      <button
        type="button"
        className="bottone-icona"
        onClick={() => {
          setErrore(undefined);
          metti(undefined);
        }}
        aria-label="Nascondi"
      >
        <Icona nome="close" />
      </button>
      <AvvisoErrore errore={errore} />
    </section>
  );
}
