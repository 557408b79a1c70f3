import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';

/** @throws Rifiuto `secondo-fattore.assente` */
export async function rinominaPasskey(tx: Tx, ctx: Contesto, id: string, nome: string): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('passkey')
    .set({ nome: nome.trim() })
    .where('id', '=', id)
    .where('utente_id', '=', ctx.soggetto.id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n)
    throw new Rifiuto({
      codice: 'secondo-fattore.assente',
      categoria: 'nonTrovato',
      dettaglio: 'La passkey indicata non c’è, o è già stata tolta.',
    });
  await traccia(
    tx,
    ctx,
    'passkey.rinominata',
    { tipo: 'utente', id: ctx.soggetto.id },
    { passkey: id, nome: nome.trim() },
  );
}
