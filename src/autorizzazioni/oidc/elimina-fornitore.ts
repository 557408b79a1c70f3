import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';
import { richiediProvaRecente } from '../fattori/prova-recente.ts';
import type { Credenziale } from '../segreti.ts';
import { trovaFornitore } from './fornitori.queries.ts';

/**
 * Takes a provider away, with what it says of the people here and the sessions it opened.
 *
 * @throws Rifiuto `fornitore-identita.non-trovato`, `sessione.prova-richiesta`
 */
export async function eliminaFornitore(
  tx: Tx,
  ctx: Contesto,
  credenziale: Credenziale,
  id: string,
): Promise<void> {
  await richiediProvaRecente(tx, credenziale);
  const fornitore = await trovaFornitore(tx, id);
  await tx.deleteFrom('sessione').where('fornitore_id', '=', id).execute();
  await tx.deleteFrom('fornitore_identita').where('id', '=', id).execute();
  const { nome, emittente, clientId, collegate } = fornitore;
  await traccia(
    tx,
    ctx,
    'fornitore-identita.eliminato',
    { tipo: 'fornitore-identita', id },
    { nome, emittente, clientId, collegate },
  );
}
