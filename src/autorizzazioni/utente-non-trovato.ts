import { Rifiuto } from '#platform/http';

/** Of nobody, and of somebody of another ente, the answer is the same. */
export const utenteNonTrovato = (): Rifiuto =>
  new Rifiuto({ codice: 'utente.non-trovato', categoria: 'nonTrovato', dettaglio: 'L’utente non esiste.' });
