import type { ReactElement } from 'react';
import { data } from '../platform/date/roma.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { useTitolo } from '../platform/ui/use-titolo.ts';
import { BottoneUscita } from './bottone-uscita.tsx';
import { ModuloPassword } from './modulo-password.tsx';
import { useUscita } from './sessione.ts';
import { Soglia } from './soglia.tsx';
import type { Sessione } from './tipi.ts';

/** Before anything else the password must be changed: it was given by somebody, or it is old (RN-11.5-2..4). */
export function CambioDovuto({ sessione }: { sessione: Sessione }): ReactElement {
  const uscita = useUscita(sessione);
  useTitolo('Scegliere una password');
  const { utente, passwordScadeIl } = sessione;
  const scaduta = new Date(passwordScadeIl) <= new Date();
  return (
    <Soglia
      titolo="Scegliere una password"
      sottotitolo={`${utente.nome} ${utente.cognome} · ${sessione.ente.denominazione}`}
    >
      <p>
        {scaduta
          ? `La password è scaduta il ${data(passwordScadeIl)}: per continuare occorre sceglierne una nuova.`
          : 'La password con cui si è entrati è stata data da altri: per continuare occorre sceglierne una propria, che nessun altro conosca.'}
      </p>
      <ModuloPassword onFatto={() => annuncia('Password cambiata')} />
      <AvvisoErrore errore={uscita.error} fuoco />
      <BottoneUscita uscita={uscita} />
    </Soglia>
  );
}
