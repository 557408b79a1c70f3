import { Alert, Button } from 'design-react-kit';
import { useEffect, useRef, type ReactElement } from 'react';
import { useSessione } from '../../autorizzazioni/sessione.ts';
import { Copia } from '../../platform/ui/copia.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import type { PasswordIniziale } from '../api.ts';

type Proprieta = {
  persona: { nome: string; cognome: string; nomeUtente: string };
  iniziale: PasswordIniziale;
  prosegui: string;
  onProsegui: () => void;
};

/** The one time an initial password is shown: printed alone on a sheet for the person, or copied. */
export function PasswordMostrata({ persona: p, iniziale, prosegui, onProsegui }: Proprieta): ReactElement {
  const { ente } = useSessione();
  const riquadro = useRef<HTMLDivElement>(null);
  useEffect(() => riquadro.current?.focus(), []);
  return (
    <div
      ref={riquadro}
      tabIndex={-1}
      className="avviso-errore foglio-password"
      role="group"
      aria-label="Password iniziale"
    >
      <Alert color="success" fade={false}>
        <p className="foglio-password__ente">
          {ente.denominazione}: accesso al protocollo di {p.cognome} {p.nome}
        </p>
        <dl className="foglio-password__dati">
          <dt>Nome utente</dt>
          <dd>
            <code>{p.nomeUtente}</code>
          </dd>
          <dt>Password iniziale</dt>
          <dd>
            <code>{iniziale.password}</code> <Copia testo={iniziale.password} nome="la password iniziale" />
          </dd>
        </dl>
        <p>
          Vale {iniziale.valeGiorni} giorni e fa solo scegliere una password propria. Consegnarla di persona.
        </p>
        <p className="foglio-password__avviso">
          <strong>Stamparla o copiarla adesso: nessuno potrà rileggerla.</strong> Perduta, se ne dà un’altra.
        </p>
        <div className="azioni">
          <Button type="button" color="primary" outline size="sm" onClick={() => window.print()}>
            <Icona nome="print" /> Stampa il foglio
          </Button>
          <Button type="button" color="primary" size="sm" onClick={onProsegui}>
            {prosegui}
          </Button>
        </div>
      </Alert>
    </div>
  );
}
