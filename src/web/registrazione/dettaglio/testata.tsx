import { Badge } from 'design-react-kit';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { dataOra } from '../../platform/date/roma.ts';
import { Copia } from '../../platform/ui/copia.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { ContrassegniRiservatezza } from '../riservatezza/contrassegni-riservatezza.tsx';
import { SegnoFlusso } from '../segno-flusso.tsx';
import type { Registrazione } from '../tipi.ts';

/** Segnatura, state, who and when. */
export function Testata({ registrazione: r }: { registrazione: Registrazione }): ReactElement {
  const chiede = usePermesso('provvedimento.richiede');
  return (
    <section className="testata" aria-label="Segnatura e stato">
      <p className="testata__stato">
        <SegnoFlusso flusso={r.flusso} />
        {r.stato === 'annullata' ? (
          <Badge color="danger">ANNULLATA</Badge>
        ) : (
          <Badge color="success">Valida</Badge>
        )}
        {r.rettifiche.length > 0 && <Badge color="warning">Rettificata</Badge>}
        {r.supporto === 'analogico' && <Badge color="secondary">Documento di carta</Badge>}
        <ContrassegniRiservatezza di={r} />
        {r.diciture.map((d) => (
          <Badge key={d} color="secondary">
            {d}
          </Badge>
        ))}
      </p>
      <p className="testata__segnatura">
        <span className="barrabile">{r.segnatura}</span> <Copia testo={r.segnatura} nome="la segnatura" />
      </p>
      <p className="testata__chi">
        Registrata il {dataOra(r.dataRegistrazione)} da {r.operatore},{' '}
        {(r.unita.percorso ?? [r.unita.denominazione]).join(' › ')}
      </p>
      {r.richiesteAperte > 0 && (
        <p className="file__avviso">
          <Icona nome="clock" />{' '}
          {r.richiesteAperte === 1 ? 'Una richiesta attende' : `${r.richiesteAperte} richieste attendono`} la
          decisione del responsabile del servizio. {chiede && <Link to="/richieste">Vai alle richieste</Link>}
        </p>
      )}
      {r.avvisi.map((avviso) => (
        <p key={avviso} className="file__avviso">
          <Icona nome="warning-circle" /> {avviso}
        </p>
      ))}
    </section>
  );
}
