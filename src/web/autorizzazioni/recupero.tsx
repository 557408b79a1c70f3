import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react';
import type { ModoRecupero } from '../../autorizzazioni/recupero/recupero.schema.ts';
import { chiedi } from '../platform/http/chiedi.ts';
import { ErroreApi } from '../platform/http/errore.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { useTitolo } from '../platform/ui/use-titolo.ts';
import { PasswordNuova } from './password-nuova.tsx';
import { Soglia } from './soglia.tsx';

/** The way back in for who forgot the password: asks for the message, or chooses the new one with what it brought. */
export function Recupero(): ReactElement {
  // Read once and taken out of the address, which others may see over one's shoulder or in the history.
  const [gettone] = useState(() => window.location.hash.slice(1));
  useEffect(() => {
    if (window.location.hash) window.history.replaceState(null, '', '/recupero');
  }, []);
  useTitolo('Password dimenticata');
  return (
    <Soglia titolo={gettone ? 'Scegliere una password' : 'Password dimenticata'}>
      {gettone ? <Scelta gettone={gettone} /> : <Richiesta />}
      <p className="mt-3 mb-0">
        <a href="/">Torna all’accesso</a>
      </p>
    </Soglia>
  );
}

function Richiesta(): ReactElement {
  const modo = useQuery({
    queryKey: ['recupero'],
    queryFn: () => chiedi<ModoRecupero>('GET', '/recupero', { senzaAttesa: true }),
  });
  const [utente, setUtente] = useState('');
  const richiesta = useMutation({
    mutationFn: () => chiedi('POST', '/recupero', { corpo: { utente: utente.trim() }, senzaAttesa: true }),
  });
  const esito = useRef<HTMLParagraphElement>(null);
  useEffect(() => esito.current?.focus(), [richiesta.isSuccess]);
  if (modo.isPending) return <Attesa />;
  if (!modo.data) return <AvvisoErrore errore={modo.error} />;
  if (!modo.data.posta)
    return (
      <p>
        La password nuova la dà l’amministratore del sistema dell’ente: chiedergliela di persona o per
        telefono. Al primo accesso se ne sceglie una propria.
      </p>
    );
  if (richiesta.isSuccess)
    return (
      <p ref={esito} tabIndex={-1}>
        Se l’utente indicato esiste e ha un indirizzo di posta, tra poco riceverà un messaggio con le
        istruzioni, che vale trenta minuti. Se non arriva, rivolgersi all’amministratore del sistema.
      </p>
    );
  const invia = (e: FormEvent): void => {
    e.preventDefault();
    if (!richiesta.isPending && utente.trim()) richiesta.mutate();
  };
  return (
    <form onSubmit={invia} noValidate>
      <AvvisoErrore errore={richiesta.error} fuoco />
      <Campo etichetta="Nome utente o indirizzo di posta" id="recupero-utente">
        {(a) => (
          <input
            {...a}
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
      <Button color="primary" type="submit" block disabled={richiesta.isPending}>
        Invia le istruzioni
      </Button>
    </form>
  );
}

function Scelta({ gettone }: { gettone: string }): ReactElement {
  const [nuova, setNuova] = useState('');
  const uso = useMutation({
    mutationFn: () => chiedi('POST', '/recupero/password', { corpo: { gettone, nuova }, senzaAttesa: true }),
  });
  const esito = useRef<HTMLParagraphElement>(null);
  useEffect(() => esito.current?.focus(), [uso.isSuccess]);
  if (uso.isSuccess)
    return (
      <p ref={esito} tabIndex={-1}>
        La password è cambiata. Ora si può accedere con quella nuova.
      </p>
    );
  const campi = uso.error instanceof ErroreApi ? uso.error.campi : [];
  const invia = (e: FormEvent): void => {
    e.preventDefault();
    if (!uso.isPending) uso.mutate();
  };
  return (
    <form onSubmit={invia} noValidate>
      <AvvisoErrore errore={uso.error} fuoco />
      <PasswordNuova
        valore={nuova}
        onCambia={setNuova}
        errore={campi.find((c) => c.campo === 'nuova')?.messaggio}
      />
      <Button color="primary" type="submit" block disabled={uso.isPending}>
        {uso.isPending ? 'Un momento…' : 'Usa questa password'}
      </Button>
    </form>
  );
}
