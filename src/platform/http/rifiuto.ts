/**
 * The ways a request can be refused. One table (`problem.ts`) turns each into an HTTP status, so that the same
 * refusal is never a 429 in one route and a 500 in another.
 */
export type Categoria =
  | 'nonValido'
  | 'nonAutenticato'
  | 'nonAmmesso'
  | 'nonTrovato'
  | 'conflitto'
  | 'troppoGrande'
  | 'troppeRichieste'
  | 'nonDisponibile';

/** One field that is wrong: `campo` is the path in the request (`mittente.cognome`), `messaggio` Italian, for the operator. */
export type ErroreCampo = { campo: string; messaggio: string };

/**
 * A refusal the office can understand: stable `codice` (`slice.motivo`), Italian `dettaglio`, the field at fault
 * where there is one, and `dati` for the program that wants to offer a way out (a link, a number).
 *
 * @example throw new Rifiuto({ codice: 'registrazione.gia-annullata', categoria: 'conflitto', dettaglio: 'La registrazione è già annullata.' })
 */
export class Rifiuto extends Error {
  readonly codice: string;
  readonly categoria: Categoria;
  readonly dettaglio: string;
  readonly campi: ErroreCampo[];
  readonly dati: Record<string, unknown> | undefined;

  constructor(r: {
    codice: string;
    categoria: Categoria;
    dettaglio: string;
    campo?: string;
    campi?: ErroreCampo[];
    dati?: Record<string, unknown>;
  }) {
    super(`${r.codice}: ${r.dettaglio}`);
    this.name = 'Rifiuto';
    this.codice = r.codice;
    this.categoria = r.categoria;
    this.dettaglio = r.dettaglio;
    this.campi = r.campi ?? (r.campo ? [{ campo: r.campo, messaggio: r.dettaglio }] : []);
    this.dati = r.dati;
  }
}
