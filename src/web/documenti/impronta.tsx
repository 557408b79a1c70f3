import type { ReactElement } from 'react';

/** A SHA-256 in full, in a line one can open: it is for comparing, not for reading. */
export function Impronta({ valore }: { valore: string }): ReactElement {
  return (
    <details className="impronta">
      <summary>
        Impronta SHA-256 <code>{valore.slice(0, 8)}…</code>
      </summary>
      <code className="impronta__intera">{valore}</code>
    </details>
  );
}
