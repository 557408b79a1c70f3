import type { Registrazione } from '../../src/registrazione/registrazione.schema.ts';

/** What an answer said, and its very text: a retry must get the same. */
export type Confermata = { anno: number; numero: number; segnatura: string; testo: string };

/** What the clients remember: every request they made, by Idempotency-Key, and every 201 they were given. */
export class Libro {
  readonly tentate = new Set<string>();
  readonly confermate = new Map<string, Confermata>();
  /** Keys that must never have become a registration. */
  readonly vietate = new Set<string>();
  /** Answer given to the annullamento of a registration, by the key of the registration. */
  readonly annullate = new Map<string, string>();
  /** Answers that contradict an earlier one, or should not have been given. */
  readonly contraddizioni: string[] = [];

  conferma(chiave: string, testo: string): void {
    const prima = this.confermate.get(chiave);
    if (prima && prima.testo !== testo)
      this.contraddizioni.push(`${chiave}: due risposte diverse\n${prima.testo}\n${testo}`);
    if (this.vietate.has(chiave)) this.contraddizioni.push(`${chiave}: registrata, e non doveva: ${testo}`);
    const r = JSON.parse(testo) as Registrazione;
    if (r.oggetto !== oggettoDi(chiave))
      this.contraddizioni.push(`${chiave}: la risposta è di un’altra richiesta`);
    this.confermate.set(chiave, { anno: r.anno, numero: Number(r.numero), segnatura: r.segnatura, testo });
  }

  annulla(chiave: string, testo: string): void {
    const prima = this.annullate.get(chiave);
    if (prima && prima !== testo) this.contraddizioni.push(`${chiave}: annullata con due risposte diverse`);
    this.annullate.set(chiave, testo);
  }
}

/** Every key has its own subject, so that a row says which request made it. */
export function oggettoDi(chiave: string): string {
  return `Domanda di iscrizione ${chiave}`;
}
