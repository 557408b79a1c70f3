import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { chiedi } from '../platform/http/chiedi.ts';
import { ErroreApi } from '../platform/http/errore.ts';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { CampoPassword } from './campo-password.tsx';
import { PasswordNuova } from './password-nuova.tsx';
import { richiediTutto, useSessione } from './sessione.ts';

/** The change of one's own password, at the first access, when it is old, or by choice. */
export function ModuloPassword({ onFatto }: { onFatto?: () => void }): ReactElement {
  const { utente } = useSessione();
  const client = useQueryClient();
  const [attuale, setAttuale] = useState('');
  const [nuova, setNuova] = useState('');
  const cambio = useMutation({
    mutationFn: () => chiedi('PUT', '/sessione/password', { corpo: { attuale, nuova }, senzaAttesa: true }),
    onSuccess: async () => {
      setAttuale('');
      setNuova('');
      // The session says that it is done, and what was refused meanwhile is asked again.
      await richiediTutto(client);
      onFatto?.();
    },
  });
  const campi = cambio.error instanceof ErroreApi ? cambio.error.campi : [];
  const errore = (campo: string): string | undefined => campi.find((c) => c.campo === campo)?.messaggio;
  const invia = (e: FormEvent): void => {
    e.preventDefault();
    if (!cambio.isPending) cambio.mutate();
  };
  return (
    <form onSubmit={invia} noValidate>
      <AvvisoErrore errore={cambio.error} fuoco />
      <input
        type="text"
        className="visually-hidden"
        autoComplete="username"
        value={utente.nomeUtente}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <CampoPassword
        etichetta="Password attuale"
        valore={attuale}
        onCambia={setAttuale}
        errore={errore('attuale')}
      />
      <PasswordNuova valore={nuova} onCambia={setNuova} errore={errore('nuova')} giudica />
      <Button color="primary" type="submit" disabled={cambio.isPending}>
        {cambio.isPending ? 'Un momento…' : 'Cambia la password'}
      </Button>
    </form>
  );
}
