import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { trovaInCoda } from './coda.queries.ts';
import type { ElencoCoda, FiltroCoda } from './coda.schema.ts';
import { mostraVoce, vedeTutta } from './mostra-voce.ts';

/** The queue, first come first served; what left it, the last one first. An office sees its own. */
export async function elencaCoda(tx: Tx, ctx: Contesto, filtro: FiltroCoda): Promise<ElencoCoda> {
  const aperte = (filtro.stato ?? 'in-coda') === 'in-coda';
  const limite = filtro.limit ?? 50;
  // The id is a UUIDv7: its order is that of submission.
  const condizioni = [aperte ? sql`c.stato = 'in-coda'` : sql`c.stato <> 'in-coda'`];
  if (filtro.flusso !== undefined) condizioni.push(sql`c.flusso = ${filtro.flusso}`);
  if (!vedeTutta(ctx) || filtro.mie === true)
    condizioni.push(sql`c.unita_id = ${ctx.unita?.id ?? null}::uuid`);
  if (filtro.cursor !== undefined)
    condizioni.push(aperte ? sql`c.id > ${filtro.cursor}::uuid` : sql`c.id < ${filtro.cursor}::uuid`);
  const righe = await trovaInCoda(
    tx,
    sql.join(condizioni, sql` AND `),
    aperte ? sql`c.id` : sql`c.id DESC`,
    limite + 1,
  );
  const pagina = righe.slice(0, limite);
  return {
    items: pagina.map((c) => mostraVoce(ctx, c)),
    cursor: righe.length > limite ? pagina.at(-1)?.id : undefined,
  };
}
