import type { ReactElement } from 'react';

const nomi = { E: 'Arrivo', U: 'Partenza', I: 'Interno' } as const;
const frecce = { E: '↓', U: '↑', I: '↔' } as const;

/** Direction of a document, in a word and a sign rather than in a colour alone. */
export function SegnoFlusso({ flusso }: { flusso: 'E' | 'U' | 'I' }): ReactElement {
  return (
    <span className={`flusso flusso--${flusso}`}>
      <span aria-hidden="true">{frecce[flusso]}</span> {nomi[flusso]}
    </span>
  );
}
