import { Button } from 'design-react-kit';
import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { useTitolo } from '../platform/ui/use-titolo.ts';
import { AltriAccessi, useEsitoAccesso } from './accesso-esterno.tsx';
import { CampoPassword } from './campo-password.tsx';
import { erroreDiPasskey, passkeyPossibili } from './secondo-fattore/api.ts';
import { Soglia } from './soglia.tsx';
import { useAccesso } from './sessione.ts';
import type { Sessione } from './tipi.ts';

/** Sign-in. With `precedente` the session expired while somebody was working: his screens wait underneath. */
export function Accesso({ precedente }: { precedente?: Sessione }): ReactElement {
  const [utente, setUtente] = useState(precedente?.utente.nomeUtente ?? '');
  const [password, setPassword] = useState('');
  const accesso = useAccesso(precedente);
  const esito = useEsitoAccesso();
  const primo = useRef<HTMLInputElement>(null);
  useTitolo('Accesso');
  useEffect(() => {
    primo.current?.focus();
  }, []);
  const invia = (e: FormEvent): void => {
    e.preventDefault();
    if (accesso.isPending) return;
    accesso.mutate({ utente: utente.trim(), password }, { onError: () => setPassword('') });
  };
  return (
    <Soglia
      titolo={precedente ? 'Accedere di nuovo' : 'Accesso al protocollo'}
      sottotitolo={precedente?.ente.denominazione}
    >
      {precedente && <p>La sessione è scaduta. Dopo l’accesso il lavoro riprende da dove si era.</p>}
      <AvvisoErrore errore={accesso.error ? erroreDiPasskey(accesso.error) : esito} fuoco />
      <form onSubmit={invia} noValidate>
        <Campo etichetta="Nome utente" id="accesso-utente">
          {(a) => (
            <input
              {...a}
              ref={primo}
              name="utente"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
              value={utente}
              onChange={(e) => setUtente(e.target.value)}
            />
          )}
        </Campo>
        <CampoPassword valore={password} onCambia={setPassword} />
        <Button color="primary" type="submit" block disabled={accesso.isPending}>
          {accesso.isPending ? 'Accesso in corso…' : 'Accedi'}
        </Button>
      </form>
      {passkeyPossibili() && (
        <Button
          color="primary"
          outline
          type="button"
          block
          className="mt-2"
          disabled={accesso.isPending}
          onClick={() => accesso.mutate('passkey')}
        >
          Accedi con una passkey
        </Button>
      )}
      <AltriAccessi ente={precedente?.ente.codiceIpa} />
      {!precedente && (
        <p className="mt-3 mb-0">
          <a href="/recupero">Password dimenticata?</a>
        </p>
      )}
    </Soglia>
  );
}
