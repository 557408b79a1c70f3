import type { ReactElement } from 'react';
export function PaginaCaselle(): ReactElement {
  return <h2>Caselle di posta</h2>;
}
