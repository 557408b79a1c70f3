import { useId, type ReactElement, type ReactNode } from 'react';

/** What a field's control must carry to be tied to its label, help and error. */
export type AttributiCampo = {
  id: string;
  className: string;
  'aria-invalid': true | undefined;
  'aria-describedby': string | undefined;
  'aria-required': true | undefined;
};

type Proprieta = {
  etichetta: ReactNode;
  /** Stable id, so that the list of errors can lead here. */
  id?: string;
  errore?: string | undefined;
  aiuto?: ReactNode;
  obbligatorio?: boolean;
  classe?: string;
  children: (attributi: AttributiCampo) => ReactNode;
};

/** Label above, control, help and error below: the frame of every field. */
export function Campo(p: Proprieta): ReactElement {
  const generato = useId();
  const id = p.id ?? generato;
  const descritto = [p.errore && `${id}-errore`, p.aiuto !== undefined && `${id}-aiuto`]
    .filter(Boolean)
    .join(' ');
  return (
    <div className={`campo ${p.errore ? 'campo--errato' : ''} ${p.classe ?? ''}`}>
      <label className="campo__etichetta" htmlFor={id}>
        {p.etichetta}
        {p.obbligatorio && <span className="campo__obbligo"> (obbligatorio)</span>}
      </label>
      {p.children({
        id,
        className: 'form-control',
        'aria-invalid': p.errore ? true : undefined,
        'aria-describedby': descritto || undefined,
        'aria-required': p.obbligatorio ? true : undefined,
      })}
      {p.errore && (
        <p className="campo__errore" id={`${id}-errore`}>
          {p.errore}
        </p>
      )}
      {p.aiuto !== undefined && (
        <p className="campo__aiuto" id={`${id}-aiuto`}>
          {p.aiuto}
        </p>
      )}
    </div>
  );
}
