import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { leggiVoce } from './rubrica.queries.ts';

/** Takes an entry out of the type-ahead. It is not deleted: the history of its changes must remain readable. */
export async function disattivaVoce(tx: Tx, ctx: Contesto, id: string): Promise<void> {
  const voce = await leggiVoce(tx, id, true);
  if (!voce.attiva) return;
  await tx
    .updateTable('rubrica_voce')
    .set({ attiva: false, versione: sql<number>`versione + 1` })
    .where('id', '=', id)
    .execute();
  await traccia(tx, ctx, 'rubrica.disattivata', { tipo: 'rubrica', id });
}
