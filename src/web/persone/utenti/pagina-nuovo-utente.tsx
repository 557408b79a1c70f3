import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { giornoEOraDi } from '../../platform/date/roma.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { creaUtente, passwordIniziale, type NuovoUtente, type Utente } from '../api.ts';
import { ErroreModulo } from '../errore-modulo.tsx';
import { CampiUtente } from './campi-utente.tsx';
import { controllaUtente, daInviare, datiVuoti } from './modulo.ts';
import { PasswordMostrata } from './password-mostrata.tsx';

/** A new account, and its initial password at once: the person can come in and only choose his own. */
export function PaginaNuovoUtente(): ReactElement {
  const [creato, setCreato] = useState<Utente>();
  return (
    <>
      <p className="campo__aiuto">
        <Link to="/amministrazione/utenti">Utenti</Link>
      </p>
      <h2>Nuovo utente</h2>
      {creato ? <Creato utente={creato} /> : <Modulo onCreato={setCreato} />}
    </>
  );
}

function Modulo({ onCreato }: { onCreato: (utente: Utente) => void }): ReactElement {
  const [nomeUtente, setNomeUtente] = useState('');
  const [dati, setDati] = useState(() => datiVuoti(giornoEOraDi(new Date()).giorno));
  const client = useQueryClient();
  const invio = useInvio(
    (corpo: NuovoUtente, chiave) => creaUtente(corpo, chiave),
    async (utente) => {
      onCreato(utente);
      await client.invalidateQueries({ queryKey: ['utenti'] });
    },
  );
  const [daCorreggere, setDaCorreggere] = useState<Record<string, string>>({});
  const delServer = erroriCampi(invio.error);
  const errori = (campo: string): string | undefined => daCorreggere[campo] ?? delServer(campo);
  const crea = (e: FormEvent): void => {
    e.preventDefault();
    if (invio.isPending) return;
    const { codiceFiscale = '', ...altro } = daInviare(dati);
    const nome = nomeUtente.trim().toLowerCase();
    const trovati = controllaUtente(dati, nome);
    setDaCorreggere(trovati);
    invio.reset();
    if (Object.keys(trovati).length === 0) invio.mutate({ nomeUtente: nome, ...altro, codiceFiscale });
  };
  return (
    <form className="carta" onSubmit={crea} noValidate aria-label="Nuovo utente">
      <ErroreModulo errore={invio.error} mancano={Object.keys(daCorreggere).length > 0} />
      <CampiUtente dati={dati} onCambia={setDati} errori={errori} nuovo />
      <Campo
        etichetta="Nome utente"
        obbligatorio
        errore={errori('nomeUtente')}
        classe="campo--corto"
        aiuto="Con cui entrerà: lettere minuscole, cifre, punto, trattino. Non si cambia più."
      >
        {(a) => (
          <input
            {...a}
            type="text"
            maxLength={64}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="none"
            value={nomeUtente}
            onChange={(e) => setNomeUtente(e.target.value)}
          />
        )}
      </Campo>
      <p className="campo__aiuto">
        L’utente nasce senza poteri: le autorizzazioni si concedono dalla sua scheda.
      </p>
      <div className="azioni">
        <Button type="submit" color="primary" disabled={invio.isPending}>
          Crea l’utente
        </Button>
        <Link className="btn btn-outline-primary" to="/amministrazione/utenti">
          Lascia stare
        </Link>
      </div>
    </form>
  );
}

function Creato({ utente: u }: { utente: Utente }): ReactElement {
  const vai = useNavigate();
  const password = useMutation({ mutationFn: () => passwordIniziale(u.id) });
  const scheda = (): void => void vai({ to: '/amministrazione/utenti/$id', params: { id: u.id } });
  if (password.data)
    return (
      <PasswordMostrata
        persona={u}
        iniziale={password.data}
        prosegui="L’ho consegnata: apri la scheda"
        onProsegui={scheda}
      />
    );
  return (
    <div className="carta">
      <p role="status">
        <strong>
          {u.cognome} {u.nome}
        </strong>{' '}
        è tra gli utenti con il nome <code>{u.nomeUtente}</code>. Per entrare gli serve una password iniziale,
        che si mostra una volta sola.
      </p>
      <AvvisoErrore errore={password.error} fuoco />
      <div className="azioni">
        <Button
          type="button"
          color="primary"
          autoFocus
          disabled={password.isPending}
          onClick={() => password.mutate()}
        >
          Genera la password iniziale
        </Button>
        <Button type="button" color="primary" outline onClick={scheda}>
          Più tardi: apri la scheda
        </Button>
      </div>
    </div>
  );
}
