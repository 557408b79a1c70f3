import { Readable } from 'node:stream';

/** What the screens know how to ask again. */
export type Cosa = 'scrivania' | 'comunicazioni' | 'pec' | 'registro';
/** Why no more will be said: the screen asks for the password, or for everything from the beginning. */
export type Fine = 'bloccata' | 'scaduta';

// Acts on many documents at once are one change on the screen; of the mail that was waiting on a server many messages come a second.
const RACCOLTA_MS: Record<Cosa, number> = {
  scrivania: 100,
  comunicazioni: 100,
  pec: 1_000,
  registro: 100,
};

/**
 * One open screen, as a stream of server-sent events (HTML Living Standard §9.2). What waits to be said is a set and not a
 * queue: to a browser that does not read nothing piles up, and when it reads again it is told once.
 */
export class Collegamento extends Readable {
  readonly #daDire = new Set<Cosa>();
  #inizio = '';
  #battiti = 0;
  #legge = false;
  #attesa: NodeJS.Timeout | undefined;

  /** @param ritorno after how many milliseconds the browser comes back when the connection breaks */
  constructor(ritorno: number) {
    super();
    this.#inizio = `retry: ${ritorno}\n\n`;
  }

  /** Messages arrive from now on; whatever is on the screen may be of before. */
  pronto(): void {
    this.#inizio += 'event: pronto\ndata: {}\n\n';
    this.#parla();
  }

  cambiato(cosa: Cosa): void {
    this.#daDire.add(cosa);
    this.#attesa ??= setTimeout(() => {
      this.#attesa = undefined;
      this.#parla();
    }, RACCOLTA_MS[cosa]);
  }

  /** Keeps what lies between from closing a silent connection. @returns false when nobody reads any more */
  battito(): boolean {
    if (!this.#legge && this.#battiti > 1) return false;
    this.#battiti++;
    this.#parla();
    return true;
  }

  finisci(perche?: Fine): void {
    clearTimeout(this.#attesa);
    if (this.destroyed || this.readableEnded) return;
    if (perche) this.push(`event: fine\ndata: "${perche}"\n\n`);
    this.push(null);
  }

  override _read(): void {
    this.#legge = true;
    if (!this.#attesa) this.#parla();
  }

  override _destroy(errore: Error | null, fatto: (errore?: Error | null) => void): void {
    clearTimeout(this.#attesa);
    fatto(errore);
  }

  #parla(): void {
    if (!this.#legge) return;
    let testo = this.#inizio;
    this.#inizio = '';
    if (this.#daDire.size > 0) testo += `event: cambiato\ndata: ${JSON.stringify([...this.#daDire])}\n\n`;
    this.#daDire.clear();
    if (testo === '' && this.#battiti > 0) testo = ':\n\n';
    this.#battiti = 0;
    if (testo !== '') this.#legge = this.push(testo);
  }
}
