import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';

/**
 * Forgets who a user is at a provider, and ends what he opened by it. At his next sign-in there he is recognised anew.
 *
 * @throws Rifiuto `identita-esterna.non-trovata`
 */
export async function scollega(tx: Tx, ctx: Contesto, utenteId: string, id: string): Promise<void> {
  const tolta = await tx
    .deleteFrom('identita_esterna')
    .where('id', '=', id)
    .where('utente_id', '=', utenteId)
    .returning((eb) => [
      'fornitore_id',
      eb
        .selectFrom('fornitore_identita as f')
        .select('f.nome')
        .whereRef('f.id', '=', 'identita_esterna.fornitore_id')
        .as('fornitore'),
    ])
    .executeTakeFirst();
  if (!tolta)
    throw new Rifiuto({
      codice: 'identita-esterna.non-trovata',
      categoria: 'nonTrovato',
      dettaglio: 'Il collegamento non c’è, o è già stato tolto.',
    });
  await tx
    .deleteFrom('sessione')
    .where('utente_id', '=', utenteId)
    .where('fornitore_id', '=', tolta.fornitore_id)
    .execute();
  await traccia(
    tx,
    ctx,
    'identita-esterna.tolta',
    { tipo: 'utente', id: utenteId },
    { fornitore: tolta.fornitore },
  );
}
