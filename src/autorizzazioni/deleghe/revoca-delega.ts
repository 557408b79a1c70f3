import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';
import { findDeleghe } from './deleghe.queries.ts';

/**
 * Takes a delegation back, from the next request on. What was authorised under it stays.
 *
 * @throws Rifiuto `delega.non-trovata`
 */
export async function revocaDelega(tx: Tx, ctx: Contesto, id: string): Promise<void> {
  const [delega] = await findDeleghe(tx, id);
  if (!delega)
    throw new Rifiuto({
      codice: 'delega.non-trovata',
      categoria: 'nonTrovato',
      dettaglio: 'La delega non esiste.',
    });
  const { numUpdatedRows } = await tx
    .updateTable('delega')
    .set({ revocata_il: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .where('revocata_il', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n)
    await traccia(tx, ctx, 'delega.revocata', { tipo: 'delega', id }, { utente: delega.utente.id });
}
