import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { attoreSistema } from './attore-sistema.ts';
import { traccia } from './traccia.ts';

/**
 * Withdraws a warning whose cause is over, and leaves a trace of it: whoever reads the list sees what is still to be done. Of one that
 * somebody closed, or that was never raised, nothing is written.
 */
export async function rientra(tx: Tx, enteId: string, codice: string): Promise<void> {
  const avviso = await tx
    .updateTable('avviso')
    .set({ risolto_il: sql<Date>`clock_timestamp()` })
    .where('codice', '=', codice)
    .where('risolto_il', 'is', null)
    .returning(['id', 'codice', 'volte'])
    .executeTakeFirst();
  if (!avviso) return;
  const { id, ...dettaglio } = avviso;
  await traccia(tx, attoreSistema(enteId), 'avviso.rientrato', { tipo: 'avviso', id }, dettaglio);
}
