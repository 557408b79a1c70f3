import { Link } from '@tanstack/react-router';
import { Alert, Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import type { Registrazione, RichiestaAnnullamento } from '../tipi.ts';
import { chiediAnnullamento } from './api.ts';
import { attoPieno, CampiAtto, type Atto } from './campi-atto.tsx';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { RiepilogoRegistrazione } from './riepilogo-registrazione.tsx';
import { useProvvedimento } from './use-provvedimento.ts';
import { nomeDi, paginaDi } from '../indirizzi.ts';

/** Annullamento of a whole registration: a reasoned request for who registers, the act itself for the RSP (RN-57.1). */
export function Annullamento({ registrazione: r }: { registrazione: Registrazione }): ReactElement {
  const decide = usePermesso('provvedimento.autorizza');
  const [motivazione, setMotivazione] = useState('');
  const [atto, setAtto] = useState<Atto>({ numero: '', data: '' });
  const invio = useProvvedimento<RichiestaAnnullamento>(r, chiediAnnullamento);
  const errori = erroriCampi(invio.error);
  const invia = (e: FormEvent): void => {
    e.preventDefault();
    if (invio.isPending) return;
    const pieno = attoPieno(atto);
    invio.mutate({ motivazione, ...(pieno && { atto: pieno }) });
  };
  const numero = nomeDi(r);
  return (
    <Pagina
      titolo={
        decide ? `Annullamento della registrazione ${numero}` : `Richiesta di annullamento della ${numero}`
      }
      classe="pagina--stretta"
    >
      <RiepilogoRegistrazione registrazione={r} />
      {decide ? (
        <Alert color="warning" fade={false} role="note">
          L’annullamento è immediato e <strong>non si può revocare</strong>. La registrazione resta nel
          registro, barrata e leggibile; il suo numero non sarà mai riusato.
        </Alert>
      ) : (
        <p>
          La richiesta va al responsabile del servizio, che la autorizza o la respinge. Fino ad allora la
          registrazione resta valida.
        </p>
      )}
      <AvvisoErrore errore={invio.error} fuoco />
      <form onSubmit={invia} noValidate>
        <Campo
          etichetta="Motivazione"
          obbligatorio
          errore={errori('motivazione')}
          aiuto="Perché la registrazione va annullata: resterà scritto nel registro."
        >
          {(a) => (
            <textarea
              {...a}
              rows={4}
              maxLength={4000}
              value={motivazione}
              onChange={(e) => setMotivazione(e.target.value)}
            />
          )}
        </Campo>
        <CampiAtto atto={atto} onCambia={setAtto} errori={errori} obbligatorio={decide} />
        {!decide && <p className="campo__aiuto">L’atto può indicarlo anche chi autorizza.</p>}
        <div className="azioni">
          <Button type="submit" color={decide ? 'danger' : 'primary'} disabled={invio.isPending}>
            {decide ? 'Annulla la registrazione, per sempre' : 'Invia la richiesta al responsabile'}
          </Button>
          <Link className="btn btn-outline-primary" to={paginaDi(r)}>
            Torna indietro
          </Link>
        </div>
      </form>
    </Pagina>
  );
}
