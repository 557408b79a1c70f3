import type { ReactElement } from 'react';
import type { Messaggio } from '../tipi.ts';
import { FinestraAtto, type Fatto } from './finestra-atto.tsx';

type Proprieta = { messaggio: Messaggio; onFatto: Fatto; onChiudi: () => void };

/** The words of art. 21: they are not to be changed, and so are not asked (RN-21.1). */
const TESTO = 'MESSAGGIO PERVENUTO PER ERRORE – NON DI COMPETENZA DI QUESTA AOO';

/** Back to who sent it, from the box it came to. */
export function FinestraRestituisci(p: Proprieta): ReactElement {
  return (
    <FinestraAtto
      {...p}
      titolo="Restituire al mittente?"
      atto="restituzione"
      bottone="Restituisci"
      monito="Parte subito un messaggio: non si torna indietro."
      fatto="Restituito al mittente"
    >
      <p>
        A <strong>{p.messaggio.mittente?.indirizzo}</strong>, dalla casella {p.messaggio.casella.indirizzo}:
      </p>
      <blockquote className="pec-citazione">{TESTO}</blockquote>
    </FinestraAtto>
  );
}
