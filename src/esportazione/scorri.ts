import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#platform/db';

const PER_VOLTA = 500;
let progressivo = 0;

/**
 * The rows of a query with one text column `riga`, a few hundred at a time: memory does not grow with what there is to export, and
 * all is of the transaction's snapshot.
 */
export async function* scorri(tx: Tx, query: RawBuilder<unknown>): AsyncGenerator<string[]> {
  const nome = sql.raw(`esportazione_${(progressivo = (progressivo + 1) % 1_000_000)}`);
  await sql`DECLARE ${nome} NO SCROLL CURSOR FOR ${query}`.execute(tx);
  for (;;) {
    const { rows } = await sql<{ riga: string }>`FETCH ${sql.lit(PER_VOLTA)} FROM ${nome}`.execute(tx);
    if (rows.length > 0) yield rows.map((r) => r.riga);
    if (rows.length < PER_VOLTA) break;
  }
  await sql`CLOSE ${nome}`.execute(tx);
}
