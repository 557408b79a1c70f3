import { Alert, Button } from 'design-react-kit';
import { useEffect, useRef, type ReactElement } from 'react';

type Proprieta = { onControlla: () => void; onLascia: () => void };

/** Sent, and no answer: asking again with the same key either finds what was done or does it, once. */
export function EsitoIgnoto({ onControlla, onLascia }: Proprieta): ReactElement {
  const riquadro = useRef<HTMLDivElement>(null);
  useEffect(() => riquadro.current?.focus(), []);
  return (
    <div ref={riquadro} tabIndex={-1} className="avviso-errore">
      <Alert color="warning" fade={false}>
        <h2 className="avviso-errore__titolo">Non si sa se la registrazione è stata fatta</h2>
        <p>
          La richiesta è partita e il server non ha risposto. «Controlla e completa» la ripete: se il numero
          c’è già lo mostra, altrimenti lo prende. In nessun caso i numeri saranno due.
        </p>
        <div className="azioni">
          <Button type="button" color="primary" size="sm" onClick={onControlla}>
            Controlla e completa
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onLascia}>
            Torna a modificare (controllare prima nel registro)
          </Button>
        </div>
      </Alert>
    </div>
  );
}
