import { Link } from '@tanstack/react-router';
import { Alert, Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { Confronto } from '../confronto.tsx';
import { nomeCampoRettificabile } from '../nomi.ts';
import type { CampoRettificabile, Registrazione, RichiestaRettifica } from '../tipi.ts';
import { chiediRettifica } from './api.ts';
import { CampoNuovoValore } from './campo-nuovo-valore.tsx';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { RiepilogoRegistrazione } from './riepilogo-registrazione.tsx';
import { useProvvedimento } from './use-provvedimento.ts';
import { campiRettificabili, valoreDi, valoriAttuali } from './valore-rettifica.ts';
import { nomeDi, paginaDi } from '../indirizzi.ts';

/** One immutable datum with a new value: the old one stays, struck, beside it (RN-57.1). */
export function Rettifica({ registrazione: r }: { registrazione: Registrazione }): ReactElement {
  const decide = usePermesso('provvedimento.autorizza');
  const [campo, setCampo] = useState<CampoRettificabile>('oggetto');
  const [attuali] = useState(() => valoriAttuali(r));
  const [nuovi, setNuovi] = useState(attuali);
  const [motivazione, setMotivazione] = useState('');
  const invio = useProvvedimento<RichiestaRettifica>(r, chiediRettifica);
  const errori = erroriCampi(invio.error);
  const prima = valoreDi(campo, attuali);
  const dopo = valoreDi(campo, nuovi);
  const cambiato = JSON.stringify(prima) !== JSON.stringify(dopo);
  const invia = (e: FormEvent): void => {
    e.preventDefault();
    if (!invio.isPending) invio.mutate({ campo, valore: dopo, motivazione });
  };
  const numero = nomeDi(r);
  return (
    <Pagina
      titolo={decide ? `Rettifica della registrazione ${numero}` : `Richiesta di rettifica della ${numero}`}
      classe="pagina--stretta"
    >
      <RiepilogoRegistrazione registrazione={r} />
      {decide ? (
        <Alert color="warning" fade={false} role="note">
          La rettifica è immediata e <strong>non si può togliere</strong>: il valore di prima resterà
          visibile, barrato, accanto al nuovo.
        </Alert>
      ) : (
        <p>
          La richiesta va al responsabile del servizio. Il valore attuale resta in vigore finché non la
          autorizza.
        </p>
      )}
      <AvvisoErrore errore={invio.error} fuoco />
      <form onSubmit={invia} noValidate>
        <Campo etichetta="Che cosa va rettificato" errore={errori('campo')}>
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={campo}
              onChange={(e) => setCampo(e.target.value as CampoRettificabile)}
            >
              {campiRettificabili(r).map((c) => (
                <option key={c} value={c}>
                  {nomeCampoRettificabile[c]}
                </option>
              ))}
            </select>
          )}
        </Campo>
        <CampoNuovoValore campo={campo} valori={nuovi} onCambia={setNuovi} errore={errori('valore')} />
        {cambiato && <Confronto prima={prima} dopo={dopo} />}
        <Campo etichetta="Motivazione" obbligatorio errore={errori('motivazione')}>
          {(a) => (
            <textarea
              {...a}
              rows={3}
              maxLength={4000}
              value={motivazione}
              onChange={(e) => setMotivazione(e.target.value)}
            />
          )}
        </Campo>
        <div className="azioni">
          <Button type="submit" color="primary" disabled={invio.isPending || !cambiato}>
            {decide ? 'Rettifica, per sempre' : 'Invia la richiesta al responsabile'}
          </Button>
          <Link className="btn btn-outline-primary" to={paginaDi(r)}>
            Torna indietro
          </Link>
        </div>
      </form>
    </Pagina>
  );
}
