import sprite from 'bootstrap-italia/dist/svg/sprites.svg?url';
import type { ReactElement } from 'react';

/** An icon of Bootstrap Italia, named without `it-`. It only repeats what the text beside it says. */
export function Icona({ nome, classe = '' }: { nome: string; classe?: string }): ReactElement {
  return (
    <svg className={`icona ${classe}`} aria-hidden="true" focusable="false">
      <use href={`${sprite}#it-${nome}`} />
    </svg>
  );
}
