import type { ReactElement } from 'react';
import { Campo } from '../platform/ui/campo.tsx';
import { Icona } from '../platform/ui/icona.tsx';

type Ufficio = { codice: string; denominazione: string };
type Proprieta = {
  uffici: readonly Ufficio[];
  scelti: readonly string[];
  onScelti: (scelti: string[]) => void;
  errore: string | undefined;
};

/** Offices a document goes to per conoscenza, added one at a time. */
export function CampoUffici({ uffici, scelti, onScelti, errore }: Proprieta): ReactElement {
  const nome = (codice: string): string => uffici.find((u) => u.codice === codice)?.denominazione ?? codice;
  return (
    <div>
      <Campo etichetta="Per conoscenza a" errore={errore}>
        {(a) => (
          <select
            {...a}
            className="form-select"
            value=""
            onChange={(e) => e.target.value && onScelti([...scelti, e.target.value])}
          >
            <option value="">Aggiungere un ufficio…</option>
            {uffici
              .filter((u) => !scelti.includes(u.codice))
              .map((u) => (
                <option key={u.codice} value={u.codice}>
                  {u.denominazione}
                </option>
              ))}
          </select>
        )}
      </Campo>
      {scelti.length > 0 && (
        <ul className="assegnazioni-scelte">
          {scelti.map((codice) => (
            <li key={codice}>
              <span className="assegnazioni-scelte__nome">{nome(codice)}</span>
              <button
                type="button"
                className="bottone-icona"
                aria-label={`Togli ${nome(codice)}`}
                onClick={() => onScelti(scelti.filter((c) => c !== codice))}
              >
                <Icona nome="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
