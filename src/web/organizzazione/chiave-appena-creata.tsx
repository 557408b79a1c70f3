import { Alert, Button } from 'design-react-kit';
import { useEffect, useRef, type ReactElement } from 'react';
import { Copia } from '../platform/ui/copia.tsx';
import type { ChiaveCreata } from './api.ts';

/** The one time the key is shown. */
export function ChiaveAppenaCreata({
  chiave,
  onChiudi,
}: {
  chiave: ChiaveCreata;
  onChiudi: () => void;
}): ReactElement {
  const riquadro = useRef<HTMLDivElement>(null);
  useEffect(() => riquadro.current?.focus(), [chiave]);
  return (
    <div ref={riquadro} tabIndex={-1} className="avviso-errore">
      <Alert color="success" fade={false} role="group" aria-label="Chiave creata">
        <p>
          <strong>Chiave «{chiave.nome}» creata.</strong> Copiarla adesso: nessuno potrà rileggerla.
        </p>
        <p>
          <code className="impronta__intera">{chiave.chiave}</code>{' '}
          <Copia testo={chiave.chiave} nome="la chiave" />
        </p>
        <Button type="button" color="primary" size="xs" onClick={onChiudi}>
          L’ho copiata
        </Button>
      </Alert>
    </div>
  );
}
