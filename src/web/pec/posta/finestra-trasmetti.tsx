import { useState, type ReactElement } from 'react';
import { Campo } from '../../platform/ui/campo.tsx';
import type { Messaggio } from '../tipi.ts';
import { FinestraAtto, type Fatto } from './finestra-atto.tsx';

type Proprieta = { messaggio: Messaggio; onFatto: Fatto; onChiudi: () => void };

/** From the ordinary box of the office to the protocollo, with all it brings (RN-17.4). */
export function FinestraTrasmetti(p: Proprieta): ReactElement {
  const [nota, setNota] = useState('');
  return (
    <FinestraAtto
      {...p}
      titolo="Trasmettere al protocollo?"
      atto="trasmissione"
      corpo={nota.trim() === '' ? {} : { nota: nota.trim() }}
      bottone="Trasmetti"
      monito="Da qui in poi ne decide l’Ufficio Protocollo: non si torna indietro."
      fatto="Trasmesso al protocollo"
    >
      <p>
        Il messaggio e i suoi allegati vanno all’Ufficio Protocollo, che lo registra, lo esclude o lo
        restituisce.
      </p>
      <Campo etichetta="Che cosa si dice al protocollo">
        {(a) => (
          <textarea {...a} rows={3} maxLength={2000} value={nota} onChange={(e) => setNota(e.target.value)} />
        )}
      </Campo>
    </FinestraAtto>
  );
}
