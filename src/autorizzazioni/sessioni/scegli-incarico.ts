import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';
import type { Credenziale } from '../segreti.ts';

/**
 * From now on the session acts for another of its user's offices, with the profile he has there (RN-71.2).
 *
 * @throws Rifiuto `sessione.incarico-altrui`
 */
export async function scegliIncarico(
  tx: Tx,
  ctx: Contesto,
  credenziale: Credenziale,
  incaricoId: string,
): Promise<void> {
  const incarico = await tx
    .selectFrom('incarico')
    .select(['id', 'profilo', 'unita_id'])
    .where('id', '=', incaricoId)
    .where('utente_id', '=', ctx.soggetto.id)
    .executeTakeFirst();
  if (!incarico)
    throw new Rifiuto({
      codice: 'sessione.incarico-altrui',
      categoria: 'nonAmmesso',
      dettaglio: 'L’incarico indicato non è tra quelli dell’utente.',
      campo: 'incarico',
    });
  await tx
    .updateTable('sessione')
    .set({ incarico_id: incarico.id, sostituzione_id: null })
    .where('impronta_segreto', '=', credenziale.impronta)
    .execute();
  await traccia(
    tx,
    ctx,
    'incarico.scelto',
    { tipo: 'incarico', id: incarico.id },
    { profilo: incarico.profilo },
  );
}
