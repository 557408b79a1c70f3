import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { data } from '../platform/date/roma.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { quadroQuery, type Quadro } from './api.ts';
import { Attese } from './attese.tsx';
import { Figura } from './figura.tsx';
import { completaPeriodo, type PeriodoQuadro } from './filtri.ts';
import { Correzioni, Rifiuti } from './irregolarita.tsx';
import { SceltaPeriodo } from './scelta-periodo.tsx';
import { Sospesi } from './sospesi.tsx';
import { Trattenuti } from './trattenuti.tsx';

const rotta = getRouteApi('/supervisione');

/** How the protocollo is doing, for who answers for it (RN-4.3f). */
export function PaginaSupervisione(): ReactElement {
  const vai = useNavigate();
  const log = usePermesso('traccia.consulta');
  const periodo = completaPeriodo(rotta.useSearch());
  const {
    data: quadro,
    error,
    isPending,
  } = useQuery({ ...quadroQuery(periodo), placeholderData: (prima) => prima });
  const cambia = (nuovo: PeriodoQuadro): void =>
    void vai({ to: '/supervisione', search: { ...periodo, ...nuovo }, replace: true });
  return (
    <Pagina
      titolo="Supervisione"
      occhiello={`Dal ${data(periodo.dal)} al ${data(periodo.al)}`}
      azioni={
        log && (
          <Link to="/supervisione/log" className="btn btn-outline-primary btn-sm">
            Log delle operazioni
          </Link>
        )
      }
    >
      <SceltaPeriodo periodo={periodo} onCambia={cambia} />
      <AvvisoErrore errore={error} />
      {isPending && <Attesa />}
      {quadro && (
        <>
          <Sospesi quadro={quadro} />
          <div className="supervisione">
            <Volumi volumi={quadro.volumi} />
            <Attese quadro={quadro} />
            <Trattenuti quadro={quadro} onGiorni={(giorni) => cambia({ giorni })} />
            <Correzioni quadro={quadro} dal={periodo.dal} al={periodo.al} />
            <Rifiuti quadro={quadro} dal={periodo.dal} al={periodo.al} />
          </div>
        </>
      )}
    </Pagina>
  );
}

function Volumi({ volumi }: { volumi: Quadro['volumi'] }): ReactElement {
  const somma = (di: 'arrivo' | 'partenza' | 'interno'): number => volumi.reduce((n, v) => n + v[di], 0);
  const [arrivo, partenza, interno] = [somma('arrivo'), somma('partenza'), somma('interno')];
  return (
    <Figura
      titolo="Registrazioni"
      descrizione={`Nel periodo ${arrivo} in arrivo, ${partenza} in partenza, ${interno} interne`}
      voce="Giorno"
      tipo={volumi.length > 60 ? 'linee' : 'pile'}
      categorie={volumi.map((v) => data(v.giorno))}
      serie={[
        { nome: 'Arrivo', colore: '#0066cc', valori: volumi.map((v) => v.arrivo) },
        { nome: 'Partenza', colore: '#00694a', valori: volumi.map((v) => v.partenza) },
        { nome: 'Interno', colore: '#7a4600', valori: volumi.map((v) => v.interno) },
      ]}
    >
      <p>
        <strong>{(arrivo + partenza + interno).toLocaleString('it-IT')}</strong> nel periodo:{' '}
        {arrivo.toLocaleString('it-IT')} in arrivo, {partenza.toLocaleString('it-IT')} in partenza,{' '}
        {interno.toLocaleString('it-IT')} interne.
      </p>
    </Figura>
  );
}
