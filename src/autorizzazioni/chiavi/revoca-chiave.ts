import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';
import { findChiave } from './chiavi.queries.ts';

/**
 * Ends a key, from the next request on. It stays in the list: what it registered names it.
 *
 * @throws Rifiuto `chiave-api.non-trovata`
 */
export async function revocaChiave(tx: Tx, ctx: Contesto, id: string): Promise<void> {
  const chiave = await findChiave(tx, { id });
  if (!chiave)
    throw new Rifiuto({
      codice: 'chiave-api.non-trovata',
      categoria: 'nonTrovato',
      dettaglio: 'La chiave API non esiste.',
    });
  const { numUpdatedRows } = await tx
    .updateTable('chiave_api')
    .set({ revocata_il: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .where('revocata_il', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n)
    await traccia(tx, ctx, 'chiave-api.revocata', { tipo: 'chiave-api', id }, { nome: chiave.nome });
}
