import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Campo } from '../../platform/ui/campo.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { organigrammaQuery } from './api.ts';

type Proprieta = {
  /** Code of the unit that closes. */
  chiude: string;
  /** Day on which who continues must be there; today unless said. */
  giorno?: string | undefined;
  scelti: readonly string[];
  onCambia: (scelti: string[]) => void;
  errore: string | undefined;
};

/** Who continues the work of a closed office: the first one takes the open documents. */
export function SceltaSuccessori({ chiude, giorno, scelti, onCambia, errore }: Proprieta): ReactElement {
  const { data: unita = [] } = useQuery(organigrammaQuery(giorno));
  const nome = (codice: string): string => unita.find((u) => u.codice === codice)?.denominazione ?? codice;
  return (
    <>
      <Campo
        etichetta="Chi ne continua il lavoro"
        errore={errore}
        aiuto="Il primo scelto riceve i documenti ancora aperti; se sono più d’uno, gli altri leggono quelli di prima."
      >
        {(a) => (
          <select
            {...a}
            className="form-select"
            value=""
            onChange={(e) => e.target.value && onCambia([...scelti, e.target.value])}
          >
            <option value="">{scelti.length === 0 ? 'Nessuno, per ora' : 'Aggiungi un altro…'}</option>
            {unita
              .filter((u) => u.codice !== chiude && !scelti.includes(u.codice))
              .map((u) => (
                <option key={u.codice} value={u.codice}>
                  {u.denominazione}
                </option>
              ))}
          </select>
        )}
      </Campo>
      {scelti.length > 0 && (
        <ol className="scelti" aria-label="Continuano il lavoro">
          {scelti.map((codice, i) => (
            <li key={codice} className="scelti__voce">
              <span>
                {nome(codice)}
                {i === 0 && <small className="marca">riceve i documenti aperti</small>}
              </span>
              <button
                type="button"
                className="bottone-icona"
                aria-label={`Togli ${nome(codice)}`}
                onClick={() => onCambia(scelti.filter((c) => c !== codice))}
              >
                <Icona nome="close" />
              </button>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
