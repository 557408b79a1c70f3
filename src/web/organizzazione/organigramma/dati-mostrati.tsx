import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { nomiTipo, poteri } from './nomi.ts';
import type { SchedaUnita } from './tipi.ts';

/** What an office is, and where it is found. */
export function DatiUnitaMostrati({ scheda: s }: { scheda: SchedaUnita }): ReactElement {
  const { stato } = s;
  return (
    <dl className="dati-voce">
      <dt>Codice</dt>
      <dd>{s.codice}</dd>
      {stato && (
        <>
          <dt>Tipo</dt>
          <dd>
            {nomiTipo[stato.tipo]}
            {!stato.attiva && <small className="marca marca--spenta">chiusa</small>}
            {s.servizioProtocollo && <small className="marca marca--viva">servizio di protocollo</small>}
          </dd>
          <dt>Che cosa fa</dt>
          <dd>{poteri(stato)}</dd>
          {stato.indirizzo && (
            <>
              <dt>Sede</dt>
              <dd>{stato.indirizzo}</dd>
            </>
          )}
          {stato.email && (
            <>
              <dt>E-mail</dt>
              <dd>
                <a href={`mailto:${stato.email}`}>{stato.email}</a>
              </dd>
            </>
          )}
          {stato.pec && (
            <>
              <dt>PEC</dt>
              <dd>
                <a href={`mailto:${stato.pec}`}>{stato.pec}</a>
              </dd>
            </>
          )}
          {stato.telefono && (
            <>
              <dt>Telefono</dt>
              <dd>{stato.telefono}</dd>
            </>
          )}
          {stato.codiceUnivoco && (
            <>
              <dt>Codice univoco</dt>
              <dd>{stato.codiceUnivoco}</dd>
            </>
          )}
        </>
      )}
      <dt>Documenti aperti</dt>
      <dd>{s.assegnazioniAperte}</dd>
      {s.successori.length > 0 && (
        <>
          <dt>Continua il lavoro</dt>
          <dd>
            {s.successori.map((u, i) => (
              <span key={u.codice}>
                {i > 0 && ', '}
                <Link to="/organigramma" search={{ unita: u.codice }} resetScroll={false}>
                  {u.denominazione}
                </Link>
              </span>
            ))}
          </dd>
        </>
      )}
    </dl>
  );
}
