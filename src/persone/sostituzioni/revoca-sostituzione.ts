import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { titolare } from './nomina-sostituto.ts';

/**
 * Takes a substitution back, from the deputy's next request on. What he did stays his and says for whom it was.
 *
 * @throws Rifiuto `sostituzione.non-trovata`, `sostituzione.per-altri`
 */
export async function revocaSostituzione(tx: Tx, ctx: Contesto, id: string): Promise<void> {
  const titolareId = titolare(ctx);
  const sostituzione = await tx
    .selectFrom('sostituzione')
    .select(['id', 'sostituto_id', 'revocata_il'])
    .where('id', '=', id)
    .where('titolare_id', '=', titolareId)
    .forUpdate()
    .executeTakeFirst();
  if (!sostituzione)
    throw new Rifiuto({
      codice: 'sostituzione.non-trovata',
      categoria: 'nonTrovato',
      dettaglio: 'La sostituzione non esiste.',
    });
  if (sostituzione.revocata_il !== null) return;
  await chiudiSostituzione(tx, ctx, sostituzione);
}

export async function chiudiSostituzione(
  tx: Tx,
  ctx: Contesto,
  { id, sostituto_id }: { id: string; sostituto_id: string },
): Promise<void> {
  await tx
    .updateTable('sostituzione')
    .set({ revocata_il: sql<Date>`clock_timestamp()`, revocata_da: ctx.utenteId })
    .where('id', '=', id)
    .execute();
  await traccia(tx, ctx, 'sostituzione.revocata', { tipo: 'sostituzione', id }, { sostituto: sostituto_id });
}
