import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { conflitto, nonAmmesso } from '../pec.errors.ts';
import type { Valutazione } from './missive.schema.ts';
import { trovaMissiva, type ChiaveRegistrazione } from './trova-missiva.ts';

/**
 * What the responsible of the procedure makes of a document that nobody signed, once and for good (RN-17.2).
 *
 * @throws Rifiuto `pec.non-missiva`; `pec.non-responsabile` he is not the responsible; `pec.gia-valutata`
 */
export async function valutaMissiva(
  tx: Tx,
  ctx: Contesto,
  chiave: ChiaveRegistrazione,
  { esito, testo }: Valutazione,
): Promise<void> {
  const m = await trovaMissiva(tx, ctx, chiave);
  if (m.perche === null)
    throw conflitto('non-missiva', 'Il documento non è assimilabile a una missiva non sottoscritta.');
  if (!m.rpa)
    throw nonAmmesso('non-responsabile', 'La valuta il responsabile del procedimento, e nessun altro.');
  const scritta = await tx
    .updateTable('missiva')
    .set({
      esito,
      valutazione: testo.trim(),
      valutata_il: sql<Date>`clock_timestamp()`,
      valutata_da: ctx.attore,
      valutata_da_id: ctx.utenteId,
    })
    .where('registrazione_id', '=', m.registrazione_id)
    .where('valutata_il', 'is', null)
    .executeTakeFirst();
  if (scritta.numUpdatedRows === 0n)
    throw conflitto('gia-valutata', 'Il responsabile del procedimento l’ha già valutata.');
  await traccia(
    tx,
    ctx,
    'missiva.valutata',
    { tipo: 'registrazione', id: m.registrazione_id },
    { esito, testo: testo.trim() },
  );
}
