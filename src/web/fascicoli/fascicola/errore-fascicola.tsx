import { Alert, Button } from 'design-react-kit';
import { useEffect, useRef, type ReactElement } from 'react';
import { ErroreApi } from '../../platform/http/errore.ts';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';

type Proprieta = { errore: unknown; onConferma: () => void; conferma?: string };

/** Another class is not a mistake by itself (RN-43.2): it is said, and confirmed by who knows why. */
export function ErroreFascicola({ errore, onConferma, conferma }: Proprieta): ReactElement {
  const riquadro = useRef<HTMLDivElement>(null);
  const altraClasse = errore instanceof ErroreApi && errore.codice === 'fascicolo.altra-classe';
  useEffect(() => {
    if (altraClasse) riquadro.current?.querySelector('button')?.focus();
  }, [altraClasse]);
  if (!altraClasse) return <AvvisoErrore errore={errore} fuoco />;
  return (
    <div ref={riquadro}>
      <Alert color="warning" fade={false}>
        <p>{errore.message}</p>
        <Button type="button" color="primary" size="xs" onClick={onConferma}>
          {conferma ?? 'Fascicola lo stesso'}
        </Button>
      </Alert>
    </div>
  );
}
