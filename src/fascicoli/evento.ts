import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';

export type TipoEvento = 'apertura' | 'modifica' | 'chiusura' | 'riapertura' | 'sottofascicolo';

/** A line of the history of a fascicolo, in the transaction of what it tells. */
export async function scriviEvento(
  tx: Tx,
  ctx: Contesto,
  fascicoloId: string,
  tipo: TipoEvento,
  dati: { istante?: Date; campo?: string; prima?: unknown; dopo?: unknown; motivo?: string } = {},
): Promise<void> {
  await tx
    .insertInto('fascicolo_evento')
    .values({
      ente_id: ctx.ente.id,
      fascicolo_id: fascicoloId,
      istante: dati.istante ?? sql<Date>`istante_corrente()`,
      tipo,
      campo: dati.campo ?? null,
      prima: dati.prima === undefined ? null : JSON.stringify(dati.prima),
      dopo: dati.dopo === undefined ? null : JSON.stringify(dati.dopo),
      motivo: dati.motivo ?? null,
      operatore: ctx.attore,
      utente_id: ctx.utenteId,
      unita_id: ctx.unita?.id ?? null,
    })
    .execute();
}
