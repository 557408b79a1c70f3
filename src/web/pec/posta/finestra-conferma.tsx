import type { ReactElement } from 'react';
import type { Messaggio } from '../tipi.ts';
import { FinestraAtto, type Fatto } from './finestra-atto.tsx';

type Proprieta = { messaggio: Messaggio; onFatto: Fatto; onChiudi: () => void };

/** A word to who wrote by ordinary mail: the office sends it if it likes (RN-23.2). */
export function FinestraConferma(p: Proprieta): ReactElement {
  return (
    <FinestraAtto
      {...p}
      titolo="Inviare la conferma di ricezione?"
      atto="conferma"
      bottone="Invia"
      monito="Parte subito un messaggio, una volta sola."
      fatto="Conferma di ricezione inviata"
    >
      <p>
        A <strong>{p.messaggio.mittente?.indirizzo}</strong>, dalla casella {p.messaggio.casella.indirizzo}.
        Dice che il messaggio è arrivato; non che è stato protocollato.
      </p>
    </FinestraAtto>
  );
}
