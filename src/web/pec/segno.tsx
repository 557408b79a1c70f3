import { Badge } from 'design-react-kit';
import type { ReactElement, ReactNode } from 'react';
import type { Tono } from './nomi.ts';

/** A state in a word. */
export function Segno({ tono, children }: { tono: Tono; children: ReactNode }): ReactElement {
  return (
    <Badge color={tono} className={`segno segno--${tono}`}>
      {children}
    </Badge>
  );
}
