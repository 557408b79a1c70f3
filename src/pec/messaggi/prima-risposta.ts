import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import type { Risposta } from '#registrazione';

/** What was answered to the first request with that key, of the same person. */
export async function primaRisposta(
  tx: Tx,
  ctx: Contesto,
  chiave: string | undefined,
): Promise<Risposta | undefined> {
  if (chiave === undefined) return undefined;
  return await tx
    .selectFrom('idempotenza')
    .select(['stato', 'posizione', 'corpo'])
    .where('soggetto', '=', ctx.soggetto.id)
    .where('chiave', '=', chiave)
    .executeTakeFirst();
}
