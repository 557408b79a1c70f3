import { Alert, Button } from 'design-react-kit';
import { useEffect, useRef, type ReactElement } from 'react';
import { Copia } from '../../platform/ui/copia.tsx';

type Proprieta = { codici: readonly string[]; prosegui: string; onProsegui: () => void };

/** The one time the recovery codes are shown. */
export function CodiciDaConservare({ codici, prosegui, onProsegui }: Proprieta): ReactElement {
  const riquadro = useRef<HTMLDivElement>(null);
  useEffect(() => riquadro.current?.focus(), []);
  return (
    <div ref={riquadro} tabIndex={-1} className="avviso-errore" role="group" aria-label="Codici di recupero">
      <Alert color="success" fade={false}>
        <p>
          <strong>Codici di recupero.</strong> Ciascuno fa entrare una volta, se il telefono o la chiave non
          ci sono. Stamparli o copiarli adesso: nessuno potrà rileggerli.
        </p>
        <ul className="codici-recupero">
          {codici.map((codice) => (
            <li key={codice}>
              <code>{codice}</code>
            </li>
          ))}
        </ul>
        <p>
          <Copia testo={codici.join('\n')} nome="i codici" />
        </p>
        <Button type="button" color="primary" onClick={onProsegui}>
          {prosegui}
        </Button>
      </Alert>
    </div>
  );
}
