import { sql } from 'kysely';
import type { Tx } from '#platform/db';

/** Wrong passwords in a row before the account pauses. */
const TENTATIVI = 5;
/** The pause doubles from one minute up to this. */
const PAUSA_MASSIMA_MINUTI = 15;

export type EsitoTentativo =
  { ammesso: true } | { ammesso: false; motivo: 'password' | 'sospeso'; sospesoFino: Date | null };

/**
 * Counts the attempt against the account and says whether it is let in. The row is locked, so attempts made together are
 * judged one by one: those behind the fifth wrong one find the account paused and learn nothing, even with the right
 * password. While it is paused nothing is counted, or anybody could keep somebody out for ever.
 *
 * @param cifrata the stored password the attempt was compared with: one changed in the meantime lets nobody in
 */
export async function contaTentativo(
  tx: Tx,
  utenteId: string,
  cifrata: string,
  esatta: boolean,
): Promise<EsitoTentativo> {
  const utente = await tx
    .selectFrom('utente')
    .select([
      'password',
      'attivo',
      'sospeso_fino',
      sql<boolean>`sospeso_fino > clock_timestamp()`.as('sospeso'),
    ])
    .where('id', '=', utenteId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (utente.sospeso) return { ammesso: false, motivo: 'sospeso', sospesoFino: utente.sospeso_fino };
  if (esatta && utente.attivo && utente.password === cifrata) {
    await tx
      .updateTable('utente')
      .set({ tentativi_falliti: 0, sospeso_fino: null })
      .where('id', '=', utenteId)
      .execute();
    return { ammesso: true };
  }
  const { sospeso_fino } = await tx
    .updateTable('utente')
    .set({
      tentativi_falliti: sql<number>`tentativi_falliti + 1`,
      sospeso_fino: sql<Date | null>`CASE WHEN tentativi_falliti + 1 >= ${TENTATIVI} THEN clock_timestamp() +
        make_interval(mins => least(${PAUSA_MASSIMA_MINUTI}, (2 ^ least(10, tentativi_falliti + 1 - ${TENTATIVI}))::int)) END`,
    })
    .where('id', '=', utenteId)
    .returning('sospeso_fino')
    .executeTakeFirstOrThrow();
  return { ammesso: false, motivo: 'password', sospesoFino: sospeso_fino };
}
