import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia, type Attore } from './traccia.ts';

/**
 * Closes a warning: somebody has dealt with its cause. If the cause is still there it comes back as a new one.
 *
 * @throws Rifiuto `avviso.non-trovato`; `avviso.gia-risolto`
 */
export async function risolviAvviso(tx: Tx, chi: Attore, id: string): Promise<void> {
  const avviso = await tx
    .updateTable('avviso')
    .set({ risolto_il: sql<Date>`clock_timestamp()`, risolto_da: chi.utenteId })
    .where('id', '=', id)
    .where('risolto_il', 'is', null)
    .returning(['codice', 'volte'])
    .executeTakeFirst();
  if (avviso) return await traccia(tx, chi, 'avviso.risolto', { tipo: 'avviso', id }, avviso);
  const esiste = await tx.selectFrom('avviso').select('id').where('id', '=', id).executeTakeFirst();
  throw esiste
    ? new Rifiuto({
        codice: 'avviso.gia-risolto',
        categoria: 'conflitto',
        dettaglio: 'L’avviso è già stato risolto.',
      })
    : new Rifiuto({
        codice: 'avviso.non-trovato',
        categoria: 'nonTrovato',
        dettaglio: 'L’avviso non esiste.',
      });
}
