import { useState, type ReactElement, type Ref } from 'react';
import { Campo } from '../platform/ui/campo.tsx';
import { Icona } from '../platform/ui/icona.tsx';

type Proprieta = {
  valore: string;
  onCambia: (valore: string) => void;
  campo?: Ref<HTMLInputElement>;
  etichetta?: string;
  errore?: string | undefined;
};

/** The password, which can be shown to check it. */
export function CampoPassword({
  valore,
  onCambia,
  campo,
  etichetta = 'Password',
  errore,
}: Proprieta): ReactElement {
  const [chiara, setChiara] = useState(false);
  return (
    <Campo etichetta={etichetta} id="accesso-password" errore={errore}>
      {(a) => (
        <div className="con-bottone">
          <input
            {...a}
            ref={campo}
            type={chiara ? 'text' : 'password'}
            name="password"
            autoComplete="current-password"
            required
            value={valore}
            onChange={(e) => onCambia(e.target.value)}
          />
          <button
            type="button"
            className="bottone-icona"
            aria-pressed={chiara}
            onClick={() => setChiara(!chiara)}
          >
            <Icona nome={chiara ? 'password-invisible' : 'password-visible'} />
            <span className="visually-hidden">Mostra la password</span>
          </button>
        </div>
      )}
    </Campo>
  );
}
