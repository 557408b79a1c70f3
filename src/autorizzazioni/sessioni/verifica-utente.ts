import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';

/**
 * The user whose sessions are asked for is of this ente: of nobody, and of another ente's, the answer is the same.
 *
 * @throws Rifiuto `utente.non-trovato`
 */
export async function verificaUtente(tx: Tx, utenteId: string): Promise<void> {
  const utente = await tx.selectFrom('utente').select('id').where('id', '=', utenteId).executeTakeFirst();
  if (!utente)
    throw new Rifiuto({
      codice: 'utente.non-trovato',
      categoria: 'nonTrovato',
      dettaglio: 'L’utente non c’è.',
    });
}
