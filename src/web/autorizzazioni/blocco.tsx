import { Button } from 'design-react-kit';
import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { useTitolo } from '../platform/ui/use-titolo.ts';
import { AccediCon, useEsitoAccesso } from './accesso-esterno.tsx';
import { BottoneUscita } from './bottone-uscita.tsx';
import { CampoPassword } from './campo-password.tsx';
import { useSblocco, useUscita } from './sessione.ts';
import { Soglia } from './soglia.tsx';
import type { Sessione } from './tipi.ts';

/** The lock: draft and place are kept underneath, the password opens again. */
export function Blocco({ sessione }: { sessione: Sessione }): ReactElement {
  const [password, setPassword] = useState('');
  const sblocco = useSblocco();
  const uscita = useUscita(sessione);
  const esito = useEsitoAccesso();
  const campo = useRef<HTMLInputElement>(null);
  useTitolo('Sessione bloccata');
  const { utente, fornitore, ente } = sessione;
  // Who came in by another system goes on by it: the link comes first.
  useEffect(() => {
    if (!fornitore) campo.current?.focus();
  }, [fornitore]);
  const invia = (e: FormEvent): void => {
    e.preventDefault();
    if (sblocco.isPending) return;
    sblocco.mutate(password, { onError: () => setPassword('') });
  };
  return (
    <Soglia
      titolo="Sessione bloccata"
      sottotitolo={`${utente.nome} ${utente.cognome} · ${sessione.ente.denominazione}`}
    >
      <p>
        Quanto si stava scrivendo è conservato.{' '}
        {fornitore
          ? `Per continuare si accede di nuovo con ${fornitore.nome}, o si dà la password di Tabularium.`
          : 'Reinserire la password per continuare.'}
      </p>
      <AvvisoErrore errore={sblocco.error ?? esito} fuoco />
      <AvvisoErrore errore={uscita.error} fuoco />
      {fornitore && (
        <AccediCon fornitore={fornitore} ente={ente.codiceIpa} primario>
          Continua con
        </AccediCon>
      )}
      <form onSubmit={invia} noValidate>
        <input
          type="text"
          className="visually-hidden"
          autoComplete="username"
          value={utente.nomeUtente}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <CampoPassword valore={password} onCambia={setPassword} campo={campo} />
        <Button color="primary" outline={!!fornitore} type="submit" block disabled={sblocco.isPending}>
          {sblocco.isPending ? 'Sblocco in corso…' : 'Sblocca'}
        </Button>
        <BottoneUscita uscita={uscita} testo="Esci e cancella la bozza" />
      </form>
    </Soglia>
  );
}
