import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';
import type { Credenziale } from '../segreti.ts';

/** Locks the session at once, by its user's choice (RN-11.5-6): everything stays, the password is asked again. */
export async function blocca(tx: Tx, ctx: Contesto, credenziale: Credenziale): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('sessione')
    .set({ bloccata: true })
    .where('impronta_segreto', '=', credenziale.impronta)
    .where('bloccata', '=', false)
    .executeTakeFirst();
  if (numUpdatedRows > 0n)
    await traccia(tx, ctx, 'sessione.bloccata', { tipo: 'utente', id: ctx.soggetto.id });
}
