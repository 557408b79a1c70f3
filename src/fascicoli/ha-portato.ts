import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';

/** Whether whoever asks is who uploaded that document, himself or with that key. */
export async function haPortato(tx: Tx, ctx: Contesto, documentoId: string): Promise<boolean> {
  const suo = await tx
    .selectFrom('documento')
    .select(['caricato_da', 'chiave_api_id'])
    .where('id', '=', documentoId)
    .executeTakeFirst();
  if (suo === undefined) return false;
  const sua = suo.caricato_da !== null && suo.caricato_da === ctx.utenteId;
  return sua || (suo.chiave_api_id !== null && suo.chiave_api_id === ctx.chiaveApiId);
}
