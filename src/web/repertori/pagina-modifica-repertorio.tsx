import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { modificaRepertorio } from './api.ts';
import { CampiRepertorio, type DatiRepertorio } from './campi-repertorio.tsx';
import { RepertorioCercato } from './repertorio-cercato.tsx';
import type { ModificaRepertorio, Repertorio } from './tipi.ts';

const rotta = getRouteApi('/repertori/$registro/modifica');

function fatto({ chiuso, giornaliero }: Omit<ModificaRepertorio, 'versione'>): string {
  if (giornaliero !== undefined)
    return giornaliero ? 'Ora ha il registro giornaliero' : 'Non ha più il registro giornaliero';
  if (chiuso === undefined) return 'Dati salvati';
  return chiuso ? 'Repertorio chiuso' : 'Repertorio riaperto';
}

/** What is said of a repertorio, who writes in it, whether it is closed: an act of the RSP. */
export function PaginaModificaRepertorio(): ReactElement {
  return (
    <RepertorioCercato codice={rotta.useParams().registro}>
      {(r) => <Modulo key={`${r.codice} ${r.versione}`} repertorio={r} />}
    </RepertorioCercato>
  );
}

function Modulo({ repertorio: r }: { repertorio: Repertorio }): ReactElement {
  const [valori, setValori] = useState<DatiRepertorio>({
    denominazione: r.denominazione,
    descrizione: r.descrizione ?? '',
    classificazione: r.classificazione ?? '',
    uffici: r.uffici.map((u) => u.codice),
  });
  const client = useQueryClient();
  const vai = useNavigate();
  const params = { registro: r.codice };
  const invio = useMutation({
    mutationFn: (corpo: Omit<ModificaRepertorio, 'versione'>) =>
      modificaRepertorio(r.codice, { versione: r.versione, ...corpo }),
    onSuccess: async (_, corpo) => {
      annuncia(fatto(corpo));
      await vai({ to: '/repertori/$registro', params, search: {} });
      await client.invalidateQueries({ queryKey: ['repertori'] });
    },
  });
  const salva = (e: FormEvent): void => {
    e.preventDefault();
    if (invio.isPending) return;
    invio.mutate({
      denominazione: valori.denominazione,
      descrizione: valori.descrizione.trim() || null,
      classificazione: valori.classificazione || null,
      uffici: valori.uffici,
    });
  };
  return (
    <Pagina titolo={`Modifica «${r.denominazione}»`} classe="pagina--stretta">
      <AvvisoErrore errore={invio.error} fuoco />
      <form onSubmit={salva} noValidate>
        <CampiRepertorio valori={valori} onCambia={setValori} errori={erroriCampi(invio.error)} />
        <div className="azioni">
          <Button type="submit" color="primary" disabled={invio.isPending}>
            Salva
          </Button>
          <Link to="/repertori/$registro" params={params} search={{}} className="btn btn-outline-primary">
            Torna al repertorio
          </Link>
        </div>
      </form>
      {r.delSistema ? (
        <p>Lo tiene il sistema, che vi registra ogni notte i registri giornalieri: non si chiude.</p>
      ) : (
        <>
          <Giornaliero repertorio={r} inCorso={invio.isPending} onCambia={invio.mutate} />
          <Chiusura repertorio={r} inCorso={invio.isPending} onCambia={invio.mutate} />
        </>
      )}
    </Pagina>
  );
}

type Atto = {
  repertorio: Repertorio;
  inCorso: boolean;
  onCambia: (corpo: Omit<ModificaRepertorio, 'versione'>) => void;
};

function Giornaliero({ repertorio: r, inCorso, onCambia }: Atto): ReactElement {
  return (
    <section className="blocco-dati" aria-labelledby="titolo-giornaliero">
      <h2 id="titolo-giornaliero">Registro giornaliero</h2>
      <p>
        {r.giornaliero
          ? 'Ogni notte ciò che vi si è registrato nel giorno diventa un documento, come per il protocollo: va fra i '
          : 'Come il protocollo, anche questo repertorio può avere il suo: dalla prossima notte ciò che vi si registra in un giorno diventa un documento, che va fra i '}
        <Link to="/registro-giornaliero">registri giornalieri</Link>
        {r.giornaliero
          ? ' e in conservazione. Smettendo, quelli già fatti restano; riprendendo, si fanno anche quelli dei giorni saltati.'
          : ' e in conservazione entro il giorno lavorativo seguente. Si fa ogni giorno, anche vuoto.'}
      </p>
      <Button
        type="button"
        color={r.giornaliero ? 'danger' : 'primary'}
        outline
        disabled={inCorso}
        onClick={() => onCambia({ giornaliero: !r.giornaliero })}
      >
        {r.giornaliero ? 'Smetti di fare il registro giornaliero' : 'Fai il registro giornaliero'}
      </Button>
    </section>
  );
}

function Chiusura({ repertorio: r, inCorso, onCambia }: Atto): ReactElement {
  return (
    <section className="blocco-dati" aria-labelledby="titolo-chiusura">
      <h2 id="titolo-chiusura">{r.chiusoIl ? 'Riapertura' : 'Chiusura'}</h2>
      <p>
        {r.chiusoIl
          ? 'Riaperto, la numerazione prosegue da dove era arrivata.'
          : 'In un repertorio chiuso non si registra più; ciò che contiene resta, e si consulta e si stampa.'}
      </p>
      <Button
        type="button"
        color={r.chiusoIl ? 'primary' : 'danger'}
        outline
        disabled={inCorso}
        onClick={() => onCambia({ chiuso: r.chiusoIl === undefined })}
      >
        {r.chiusoIl ? 'Riapri il repertorio' : 'Chiudi il repertorio'}
      </Button>
    </section>
  );
}
