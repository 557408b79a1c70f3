import type { ReactElement } from 'react';

export function Marchio(): ReactElement {
  return (
    <span className="marchio">
      <svg className="marchio__segno" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <path d="M4 5h24v6H18v16h-4V11H4z" fill="currentColor" />
        <path d="M4 23h6v4H4zm18 0h6v4h-6z" className="marchio__accento" />
      </svg>
      <span className="marchio__nome">Tabularium</span>
    </span>
  );
}
