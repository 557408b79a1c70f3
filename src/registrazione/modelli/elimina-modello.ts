import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { modelloNonTrovato } from './modelli.errors.ts';
import { lockModello } from './modelli.queries.ts';

/**
 * Takes a template away from everybody; its name can be used again.
 *
 * @throws Rifiuto `modello.non-trovato`
 */
export async function eliminaModello(tx: Tx, ctx: Contesto, id: string): Promise<void> {
  const modello = await lockModello(tx, id);
  if (!modello) throw modelloNonTrovato();
  await tx
    .updateTable('modello')
    .set({ eliminato_il: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .execute();
  await traccia(tx, ctx, 'modello.eliminato', { tipo: 'modello', id }, { nome: modello.nome });
}
