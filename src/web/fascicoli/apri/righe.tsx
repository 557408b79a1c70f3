import type { ReactElement } from 'react';
import { GruppoCampi } from '../../platform/ui/gruppo-campi.tsx';
import { Icona } from '../../platform/ui/icona.tsx';

type Riga = Record<string, string>;
type Colonna<R extends Riga> = {
  nome: keyof R & string;
  etichetta: string;
  tipo?: 'text' | 'date';
  opzioni?: readonly (readonly [string, string])[];
};
type Proprieta<R extends Riga> = {
  titolo: string;
  aggiungi: string;
  righe: R[];
  nuova: R;
  campi: readonly Colonna<R>[];
  onCambia: (righe: R[]) => void;
};

/** A small table of fields, as many rows as one needs. */
export function Righe<R extends Riga>(p: Proprieta<R>): ReactElement {
  const scrivi = (i: number, nome: keyof R & string, valore: string): void =>
    p.onCambia(p.righe.map((r, j) => (i === j ? { ...r, [nome]: valore } : r)));
  return (
    <GruppoCampi titolo={p.titolo}>
      {p.righe.map((riga, i) => (
        <div key={i} className="righe__riga">
          {p.campi.map((c) => (
            <label key={c.nome}>
              <span>{c.etichetta}</span>
              {c.opzioni ? (
                <select
                  className="form-select"
                  value={riga[c.nome]}
                  onChange={(e) => scrivi(i, c.nome, e.target.value)}
                >
                  {c.opzioni.map(([valore, nome]) => (
                    <option key={valore} value={valore}>
                      {nome}
                    </option>
                  ))}
                </select>
              ) : (
                <input
                  className="form-control"
                  type={c.tipo ?? 'text'}
                  autoComplete="off"
                  value={riga[c.nome]}
                  onChange={(e) => scrivi(i, c.nome, e.target.value)}
                />
              )}
            </label>
          ))}
          <button
            type="button"
            className="bottone-icona"
            onClick={() => p.onCambia(p.righe.filter((_, j) => j !== i))}
            aria-label={`Togli la riga ${i + 1} di ${p.titolo.toLowerCase()}`}
          >
            <Icona nome="close" />
          </button>
        </div>
      ))}
      <button type="button" className="bottone-testo" onClick={() => p.onCambia([...p.righe, p.nuova])}>
        <Icona nome="plus" /> {p.aggiungi}
      </button>
    </GruppoCampi>
  );
}
