import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';
import type { Credenziale } from '../segreti.ts';

/**
 * From now on the person acts for another, in the office and for the things he was named deputy for. What he does is written
 * under his own name, with the other's beside it.
 *
 * @throws Rifiuto `sessione.sostituzione-non-valida`
 */
export async function scegliSostituzione(
  tx: Tx,
  ctx: Contesto,
  credenziale: Credenziale,
  id: string,
): Promise<void> {
  await tx
    .updateTable('sessione')
    .set({ sostituzione_id: (eb) => eb.selectFrom('sostituzione').select('id').where('id', '=', id) })
    .where('impronta_segreto', '=', credenziale.impronta)
    .execute();
  const { rows } = await sql<{ vale: boolean }>`
    SELECT coalesce((x ->> 'id')::uuid = ${id} AND NOT x ? 'finita', false) AS vale
    FROM sostituzione_in_uso(${credenziale.impronta}) x`.execute(tx);
  if (!rows[0]?.vale)
    throw new Rifiuto({
      codice: 'sessione.sostituzione-non-valida',
      categoria: 'nonAmmesso',
      dettaglio: 'La sostituzione indicata non c’è, non vale oggi o è di un altro.',
      campo: 'sostituzione',
    });
  await traccia(tx, ctx, 'sostituzione.scelta', { tipo: 'sostituzione', id });
}
