import { Badge } from 'design-react-kit';
import type { ReactElement } from 'react';
import { data, dataOra } from '../platform/date/roma.ts';
import { aperta, nomeAzione, statoDi } from './nomi.ts';
import type { Assegnazione, Azione } from './tipi.ts';

/** Who has it, since when, by when, and what can be done with it. */
export function VoceAssegnazione({
  assegnazione: a,
  tasti,
  onAzione,
}: {
  assegnazione: Assegnazione;
  tasti: Partial<Record<Azione, string>>;
  onAzione: (azione: Azione) => void;
}): ReactElement {
  const stato = statoDi(a);
  return (
    <li
      className={`assegnazione ${aperta(a) ? '' : 'assegnazione--conclusa'} ${a.subassegnata ? 'assegnazione--figlia' : ''}`}
    >
      <p className="assegnazione__chi">
        <strong>{a.persona ? `${a.persona.nome} · ${a.unita.denominazione}` : a.unita.denominazione}</strong>{' '}
        <Badge color={stato.colore}>{stato.nome}</Badge>{' '}
        <small className="tendina__tipo">per {a.titolo}</small>
        {a.subassegnata && <small className="tendina__tipo">subassegnata</small>}
      </p>
      <p className="assegnazione__quando">
        {a.smistataIl === undefined
          ? `Assegnata il ${dataOra(a.assegnataIl)}`
          : `Smistata il ${dataOra(a.smistataIl)}`}{' '}
        da {a.assegnataDa}
        {a.scadenza && ` · entro il ${data(a.scadenza)}`}
      </p>
      {a.nota && <p className="assegnazione__nota">«{a.nota}»</p>}
      {a.rinvio && (
        <p className="assegnazione__nota">
          Rinviata: {a.rinvio.motivo}
          {a.rinvio.bustaChiusa && ' (busta non aperta)'}
        </p>
      )}
      {a.ritiroAutorizzato && (
        <p className="assegnazione__quando">
          Ritiro in giornata autorizzato da {a.ritiroAutorizzato.da}: {a.ritiroAutorizzato.motivo}
        </p>
      )}
      {a.azioni.length > 0 && (
        <div className="azioni">
          {a.azioni.map((azione, i) => (
            <button
              key={azione}
              type="button"
              className={`btn btn-xs ${i === 0 && azione !== 'revoca' ? 'btn-primary' : 'btn-outline-primary'}`}
              onClick={() => onAzione(azione)}
            >
              {nomeAzione[azione]}
              <span className="visually-hidden"> ({a.persona?.nome ?? a.unita.denominazione})</span>
              {tasti[azione] && (
                <>
                  {' '}
                  <kbd>{tasti[azione].toUpperCase()}</kbd>
                </>
              )}
            </button>
          ))}
        </div>
      )}
    </li>
  );
}
