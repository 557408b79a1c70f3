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
      annuncia(
        corpo.chiuso === undefined
          ? 'Dati salvati'
          : corpo.chiuso
            ? 'Repertorio chiuso'
            : 'Repertorio riaperto',
      );
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
          disabled={invio.isPending}
          onClick={() => invio.mutate({ chiuso: r.chiusoIl === undefined })}
        >
          {r.chiusoIl ? 'Riapri il repertorio' : 'Chiudi il repertorio'}
        </Button>
      </section>
    </Pagina>
  );
}
