import type { ReactElement } from 'react';
import { byteDi } from '../api.ts';
import type { Messaggio } from '../tipi.ts';

/** What was written: HTML in a frame that can do nothing, or the plain text. */
export function CorpoMessaggio({ messaggio: m }: { messaggio: Messaggio }): ReactElement | null {
  if (m.html !== undefined)
    return (
      <iframe
        className="pec-corpo pec-corpo--html"
        title="Testo del messaggio"
        sandbox=""
        referrerPolicy="no-referrer"
        src={byteDi.corpo(m.id)}
      />
    );
  if (m.testo.trim() === '') return <p className="campo__aiuto">Il messaggio non ha testo.</p>;
  return (
    <pre className="pec-corpo" tabIndex={0} role="group" aria-label="Testo del messaggio">
      {m.testo}
    </pre>
  );
}
