import type { Tx } from '#platform/db';
import type { Attore } from '#tracciamento';

/** Everything that happens to a message, in its history, which nobody rewrites (RN-21.1-2). */
export type Evento =
  | 'conservato'
  | 'letto'
  | 'in-quarantena'
  | 'accantonato'
  | 'da-esaminare'
  | 'verificato'
  | 'registrato'
  | 'allegato'
  | 'non-registrato'
  | 'restituito'
  | 'non-presentato'
  | 'valutato'
  | 'trasmesso'
  | 'conferma'
  | 'copia-tolta'
  | 'risposta'
  | 'segnato'
  | 'richiesta'
  | 'risponde'
  | 'rifiuto-comunicato';

/** Adds a line to the history of a message, in the transaction of what happened. */
export async function annota(
  tx: Tx,
  chi: Attore,
  messaggioId: string,
  evento: Evento,
  dettaglio: Record<string, unknown> = {},
): Promise<void> {
  await tx
    .insertInto('messaggio_evento')
    .values({
      ente_id: chi.ente.id,
      messaggio_id: messaggioId,
      evento,
      dettaglio: JSON.stringify(dettaglio),
      attore: chi.attore,
      utente_id: chi.utenteId,
    })
    .execute();
}
