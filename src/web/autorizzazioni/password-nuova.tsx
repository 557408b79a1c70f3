import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { GiudizioPassword } from '../../autorizzazioni/password/password.schema.ts';
import { chiedi } from '../platform/http/chiedi.ts';
import { Campo } from '../platform/ui/campo.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { useRitardato } from '../platform/ui/use-ritardato.ts';

const LUNGHEZZA_MINIMA = 12;

type Proprieta = {
  valore: string;
  onCambia: (valore: string) => void;
  errore?: string | undefined;
  /** Ask the server while it is typed; it needs a session. */
  giudica?: boolean;
};

/** The choice of a password: what makes a good one, how this one is so far, and a look at what one typed. */
export function PasswordNuova({ valore, onCambia, errore, giudica = false }: Proprieta): ReactElement {
  const [chiara, setChiara] = useState(false);
  const ferma = useRitardato(valore, 400);
  const lunga = [...valore].length >= LUNGHEZZA_MINIMA;
  const { data } = useQuery({
    queryKey: ['giudizio-password', ferma],
    queryFn: () =>
      chiedi<GiudizioPassword>('POST', '/sessione/password/giudizio', {
        corpo: { password: ferma },
        senzaAttesa: true,
      }),
    enabled: giudica && lunga && ferma === valore,
    // It must not stay in memory longer than on the screen.
    gcTime: 0,
    retry: false,
  });
  const giudizio = ferma === valore ? data : undefined;
  return (
    <Campo
      etichetta="Password nuova"
      id="password-nuova"
      errore={errore}
      aiuto="Almeno 12 caratteri: il modo più facile è una frase di parole che non c’entrano tra loro. Maiuscole e numeri non servono; si può incollare."
    >
      {(a) => (
        <>
          <div className="con-bottone">
            <input
              {...a}
              type={chiara ? 'text' : 'password'}
              name="nuova"
              autoComplete="new-password"
              autoCapitalize="none"
              spellCheck={false}
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
              <span className="visually-hidden">Mostra la password nuova</span>
            </button>
          </div>
          <p className="giudizio" role="status">
            {descrivi(valore, lunga, giudizio)}
          </p>
        </>
      )}
    </Campo>
  );
}

function descrivi(valore: string, lunga: boolean, giudizio: GiudizioPassword | undefined): string {
  if (valore === '') return '';
  if (!lunga) return `Mancano ${LUNGHEZZA_MINIMA - [...valore].length} caratteri.`;
  if (!giudizio) return 'La lunghezza va bene.';
  return giudizio.accettabile ? 'Va bene.' : (giudizio.motivo ?? 'Non va bene.');
}
