import type { ReactElement, ReactNode } from 'react';

type Proprieta = {
  titolo: ReactNode;
  id?: string;
  errore?: string | undefined;
  aiuto?: ReactNode;
  children: ReactNode;
};

/** Fields that belong together, with one name and one error. */
export function GruppoCampi({ titolo, id, errore, aiuto, children }: Proprieta): ReactElement {
  const erroreId = id && errore ? `${id}-errore` : undefined;
  return (
    <fieldset
      className={`gruppo ${errore ? 'campo--errato' : ''}`}
      id={id}
      tabIndex={id ? -1 : undefined}
      aria-describedby={erroreId}
    >
      <legend className="gruppo__titolo">{titolo}</legend>
      {errore && (
        <p className="campo__errore" id={erroreId}>
          {errore}
        </p>
      )}
      {children}
      {aiuto !== undefined && <p className="campo__aiuto">{aiuto}</p>}
    </fieldset>
  );
}
