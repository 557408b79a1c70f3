import type { ReactElement } from 'react';
import { nomeProfilo } from '../autorizzazioni/nomi.ts';
import type { Scelta } from '../autorizzazioni/sessione.ts';
import type { Sessione } from '../autorizzazioni/tipi.ts';
import { data } from '../platform/date/roma.ts';

type Proprieta = {
  sessione: Sessione;
  attesa: boolean;
  onScegli: (scelta: Scelta) => void;
};

/** For which office one acts, or for whom, when there is more than one answer. */
export function SceltaIncarico({ sessione, attesa, onScegli }: Proprieta): ReactElement {
  const { incarico, incarichi, sostituzioni, perConto } = sessione;
  return (
    <fieldset className="utente__incarichi" disabled={attesa}>
      <legend>Agisco per</legend>
      {incarichi.map((i) => (
        <label key={i.id} className="spunta">
          <input
            type="radio"
            name="incarico"
            checked={!perConto && i.id === incarico?.id}
            onChange={() => onScegli({ incarico: i.id })}
          />
          <span>
            {i.unita.denominazione} <small>({nomeProfilo[i.profilo]})</small>
          </span>
        </label>
      ))}
      {sostituzioni.map((z) => (
        <label key={z.id} className="spunta">
          <input
            type="radio"
            name="incarico"
            checked={perConto?.id === z.id && !perConto.finita}
            onChange={() => onScegli({ sostituzione: z.id })}
          />
          <span>
            per conto di {z.titolare.cognome} {z.titolare.nome},{' '}
            <small>
              {z.unita.denominazione}, fino al {data(z.al)}
            </small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
