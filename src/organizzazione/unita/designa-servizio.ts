import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { nelPassato, verificaAlbero } from './unita.errors.ts';
import { oggiARoma, unitaNominata } from './unita.queries.ts';
import type { Designazione } from './unita.schema.ts';

/**
 * Says which unit is, from a day on, the Servizio per la tenuta del protocollo informatico, dei flussi documentali e degli archivi
 * (RN-4.1). There is always exactly one.
 *
 * @throws Rifiuto `unita.sconosciuta`, `unita.decorrenza`, `unita.servizio-protocollo` when the unit is not open that day
 */
export async function designaServizio(tx: Tx, ctx: Contesto, designazione: Designazione): Promise<void> {
  const { unita, dal, atto } = designazione;
  if (dal < (await oggiARoma(tx))) throw nelPassato();
  const valori = {
    unita_id: await unitaNominata(tx, unita, 'unita'),
    atto,
    scritta_da: ctx.attore,
    scritta_il: new Date(),
  };
  await tx
    .insertInto('servizio_protocollo')
    .values({ ente_id: ctx.ente.id, dal, ...valori })
    .onConflict((oc) => oc.columns(['ente_id', 'dal']).doUpdateSet(valori))
    .execute();
  await traccia(tx, ctx, 'servizio-protocollo.designato', { tipo: 'unita', id: unita }, { ...designazione });
  await verificaAlbero(tx);
}
