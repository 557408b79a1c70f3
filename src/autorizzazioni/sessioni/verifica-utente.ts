import type { Tx } from '#platform/db';
import { utenteNonTrovato } from '../utente-non-trovato.ts';

/**
 * The user whose sessions are asked for is of this ente.
 *
 * @throws Rifiuto `utente.non-trovato`
 */
export async function verificaUtente(tx: Tx, utenteId: string): Promise<void> {
  const utente = await tx.selectFrom('utente').select('id').where('id', '=', utenteId).executeTakeFirst();
  if (!utente) throw utenteNonTrovato();
}
