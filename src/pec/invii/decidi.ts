import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { annotaInvio } from './annota-invio.ts';
import { segnaInviato } from './concludi-partenza.ts';
import { conflitto, invioNonTrovato } from './invii.errors.ts';
import { programma } from './scrivi-invio.ts';

export type Decisione = 'era-partito' | 'rispedisci' | 'annulla';

async function blocca(tx: Tx, invioId: string): Promise<string> {
  const i = await tx
    .selectFrom('invio')
    .select('stato')
    .where('id', '=', invioId)
    .forUpdate()
    .executeTakeFirst();
  if (!i) throw invioNonTrovato();
  return i.stato;
}

/**
 * What a person decides of a sending that does not go on by itself: one of uncertain outcome had left, or is handed over again, with
 * the same Message-ID so that who has it twice can tell; one that waits in the queue is called off.
 *
 * @throws Rifiuto `invio.non-incerto`, `invio.gia-partito`
 */
export async function decidi(
  tx: Tx,
  ctx: Contesto,
  invioId: string,
  decisione: Decisione,
  motivo: string,
): Promise<void> {
  const stato = await blocca(tx, invioId);
  if (decisione === 'annulla' && stato !== 'in-coda')
    throw conflitto('gia-partito', 'Si annulla solo un invio che è ancora in coda.');
  if (decisione !== 'annulla' && stato !== 'esito-incerto')
    throw conflitto('non-incerto', 'L’esito di questo invio non è incerto: non c’è da decidere.');
  await annotaInvio(tx, ctx, invioId, decisione === 'annulla' ? 'annullato' : 'deciso', {
    decisione,
    motivo,
  });
  if (decisione === 'era-partito') await segnaInviato(tx, ctx, invioId, 'decisione');
  else if (decisione === 'annulla')
    await tx.updateTable('invio').set({ stato: 'annullato', motivo }).where('id', '=', invioId).execute();
  else {
    await tx
      .updateTable('invio')
      .set({ stato: 'in-coda', prossimo_il: sql<Date>`clock_timestamp()`, motivo: null })
      .where('id', '=', invioId)
      .execute();
    await programma(tx, ctx.ente.id, invioId, new Date());
  }
  await traccia(tx, ctx, 'pec.invio-deciso', { tipo: 'invio', id: invioId }, { decisione, motivo });
}
