import { useId, type ReactElement, type ReactNode } from 'react';

type Opzione<T extends string> = { valore: T; etichetta: ReactNode };

type Proprieta<T extends string> = {
  legenda: string;
  nascondiLegenda?: boolean;
  opzioni: readonly Opzione<T>[];
  valore: T;
  onCambia: (valore: T) => void;
  id?: string;
  disabilitata?: boolean;
};

/** A few alternatives side by side: radio buttons that look like one segmented switch. */
export function Scelta<T extends string>(p: Proprieta<T>): ReactElement {
  const nome = useId();
  return (
    <fieldset className="scelta" disabled={p.disabilitata}>
      <legend className={p.nascondiLegenda ? 'visually-hidden' : 'campo__etichetta'}>{p.legenda}</legend>
      <div className="scelta__opzioni">
        {p.opzioni.map((o, i) => (
          <label key={o.valore} className="scelta__opzione">
            <input
              type="radio"
              name={nome}
              id={i === 0 ? p.id : undefined}
              value={o.valore}
              checked={o.valore === p.valore}
              onChange={() => p.onCambia(o.valore)}
            />
            <span>{o.etichetta}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
