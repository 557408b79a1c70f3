import type { ReactElement } from 'react';
import { nomeProfilo } from '../autorizzazioni/nomi.ts';
import type { Incarico } from '../autorizzazioni/tipi.ts';

type Proprieta = {
  incarichi: readonly Incarico[];
  attuale: string | undefined;
  attesa: boolean;
  onScegli: (id: string) => void;
};

/** For which office one acts, when one has several. */
export function SceltaIncarico({ incarichi, attuale, attesa, onScegli }: Proprieta): ReactElement {
  return (
    <fieldset className="utente__incarichi" disabled={attesa}>
      <legend>Agisco per</legend>
      {incarichi.map((i) => (
        <label key={i.id} className="spunta">
          <input type="radio" name="incarico" checked={i.id === attuale} onChange={() => onScegli(i.id)} />
          <span>
            {i.unita.denominazione} <small>({nomeProfilo[i.profilo]})</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
