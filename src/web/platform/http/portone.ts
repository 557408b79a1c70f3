import { ErroreAbbandono } from './errore.ts';

/** Whether requests pass: `bloccata` asks the password again, `scaduta` asks to sign in again, both in place. */
export type StatoPortone = 'aperto' | 'bloccata' | 'scaduta';

type InAttesa = { passa: () => void; abbandona: (errore: Error) => void };

let stato: StatoPortone = 'aperto';
let coda: InAttesa[] = [];
const ascoltatori = new Set<() => void>();

function cambia(nuovo: StatoPortone): void {
  if (stato === nuovo) return;
  stato = nuovo;
  for (const avvisa of ascoltatori) avvisa();
}

/**
 * The door between the screens and the server. When the server says that the session is locked or gone, requests
 * wait here, screens stay as they are under the lock, and all go on when the user is back: nothing typed is lost and a
 * registration asked for a moment before the lock is made once, with its own idempotency key.
 */
export const portone = {
  stato: (): StatoPortone => stato,
  ascolta(avvisa: () => void): () => void {
    ascoltatori.add(avvisa);
    return () => ascoltatori.delete(avvisa);
  },
  chiudi: (come: 'bloccata' | 'scaduta'): void => cambia(come),
  /** Resolves when the user is back. @throws ErroreAbbandono when he is not the same, or signed out */
  aspetta: (): Promise<void> =>
    new Promise((passa, abbandona) => {
      coda.push({ passa, abbandona });
    }),
  riapri(): void {
    const pronti = coda;
    coda = [];
    cambia('aperto');
    for (const uno of pronti) uno.passa();
  },
  abbandona(): void {
    const persi = coda;
    coda = [];
    cambia('aperto');
    for (const uno of persi) uno.abbandona(new ErroreAbbandono());
  },
};
