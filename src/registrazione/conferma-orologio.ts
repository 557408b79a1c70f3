import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { trovaRegistro } from './registrazione.queries.ts';

/**
 * The RSP vouches for the clock after a silence longer than the register allows (closed office, restored machine): the
 * registrations of the next 24 hours go through. A recorded act, because it is what a wrong date would be blamed on.
 */
export async function confermaOrologio(tx: Tx, ctx: Contesto, registro: string): Promise<void> {
  const { id } = await trovaRegistro(tx, registro);
  await tx
    .updateTable('registro_stato')
    .set({ orologio_confermato_fino: sql`istante_corrente() + interval '24 hours'` })
    .where('registro_id', '=', id)
    .execute();
  await sql`UPDATE avviso SET risolto_il = clock_timestamp(), risolto_da = ${ctx.utenteId}
    WHERE codice = 'registrazione.orologio-avanti' AND risolto_il IS NULL`.execute(tx);
  await traccia(tx, ctx, 'registro.orologio-confermato', { tipo: 'registro', id });
}
