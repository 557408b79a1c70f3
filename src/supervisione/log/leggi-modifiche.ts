import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { condizioni } from './condizioni.ts';
import type { ModificheRiga } from './log.schema.ts';

/** An import changes thousands of rows under one line: these are enough to see what it was. */
const MASSIME = 200;

/**
 * What a line of the log changed, before and after, in the order in which it did (ASM-2).
 *
 * @throws Rifiuto `log.riga-non-trovata`, also for a line he may not see
 */
export async function leggiModifiche(tx: Tx, ctx: Contesto, id: string): Promise<ModificheRiga> {
  const { rows: sua } = await sql`
    SELECT FROM traccia t WHERE t.id = ${id} AND ${await condizioni(tx, ctx, {})}`.execute(tx);
  if (sua.length === 0)
    throw new Rifiuto({
      codice: 'log.riga-non-trovata',
      categoria: 'nonTrovato',
      dettaglio: 'L’operazione non c’è nel log.',
    });
  const { rows } = await sql<ModificheRiga['items'][number] & { totale: number }>`
    SELECT tabella, chiave, coalesce(prima, '{}') AS prima, coalesce(dopo, '{}') AS dopo,
      CASE WHEN prima IS NULL THEN 'nata' WHEN dopo IS NULL THEN 'tolta' ELSE 'cambiata' END AS fatto,
      count(*) OVER () AS totale
    FROM modifica WHERE traccia_id = ${id} ORDER BY posizione LIMIT ${MASSIME}`.execute(tx);
  return { totale: rows[0]?.totale ?? 0, items: rows.map(({ totale: _, ...m }) => m) };
}
