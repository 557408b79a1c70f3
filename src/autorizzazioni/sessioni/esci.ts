import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';
import type { Credenziale } from '../segreti.ts';

/** Ends the session for good: its secret opens nothing any more, whoever has a copy of it. */
export async function esci(tx: Tx, ctx: Contesto, credenziale: Credenziale): Promise<void> {
  await tx.deleteFrom('sessione').where('impronta_segreto', '=', credenziale.impronta).execute();
  await traccia(tx, ctx, 'sessione.chiusa', { tipo: 'utente', id: ctx.soggetto.id });
}
