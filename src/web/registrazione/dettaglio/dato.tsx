import type { ReactElement, ReactNode } from 'react';

/** Name and value of a datum, as a row. */
export function Dato({ nome, children }: { nome: string; children: ReactNode }): ReactElement {
  return (
    <div className="dati__riga">
      <dt>{nome}</dt>
      <dd>{children}</dd>
    </div>
  );
}
