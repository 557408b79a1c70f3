import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';

/**
 * Remembers when this person read it; the first time counts.
 *
 * @throws Rifiuto `comunicazione.non-trovata`, also for one that was sent to others
 */
export async function segnaLetta(tx: Tx, ctx: Contesto, id: string): Promise<void> {
  const esito = await tx
    .updateTable('comunicazione_destinatario')
    .set({ letta_il: sql`coalesce(letta_il, clock_timestamp())` })
    .where('comunicazione_id', '=', id)
    .where('utente_id', '=', ctx.utenteId)
    .executeTakeFirst();
  if (esito.numUpdatedRows === 0n)
    throw new Rifiuto({
      codice: 'comunicazione.non-trovata',
      categoria: 'nonTrovato',
      dettaglio: 'La comunicazione non esiste, o non è per questo utente.',
    });
}
