import type { Tx } from '#platform/db';
import type { Attore } from '#tracciamento';

export type EventoInvio =
  | 'chiesto'
  | 'composto'
  | 'in-partenza'
  | 'inviato'
  | 'rinviato-a'
  | 'fallito'
  | 'esito-incerto'
  | 'deciso'
  | 'annullato'
  | 'ricevuta'
  | 'destinatario'
  | 'senza-ricevuta'
  | 'rispedito';

/** Adds a line to the history of a sending, in the transaction of what happened; nobody rewrites it. */
export async function annotaInvio(
  tx: Tx,
  chi: Attore,
  invioId: string,
  evento: EventoInvio,
  dettaglio: Record<string, unknown> = {},
): Promise<void> {
  await tx
    .insertInto('invio_evento')
    .values({
      ente_id: chi.ente.id,
      invio_id: invioId,
      evento,
      dettaglio: JSON.stringify(dettaglio),
      attore: chi.attore,
      utente_id: chi.utenteId,
    })
    .execute();
}
