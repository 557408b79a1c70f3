import { sql } from 'kysely';
import type { PartiConservazione } from '../parti.ts';

/** Name of the lock of who is handing a package over. */
export const bloccoDi = (pacchettoId: string): string => `conservazione/consegna/${pacchettoId}`;

/**
 * Does something with a package that nobody else is handing over meanwhile, and nothing when somebody is. The lock is held on a
 * connection of its own: of a dead one it is let go by the server.
 */
export async function soloIo(
  parti: PartiConservazione,
  pacchettoId: string,
  azione: () => Promise<void>,
): Promise<void> {
  const nome = bloccoDi(pacchettoId);
  await parti.db.connection().execute(async (mia) => {
    const { rows } = await sql<{ preso: boolean }>`
      SELECT pg_try_advisory_lock(hashtextextended(${nome}, 0)) AS preso`.execute(mia);
    if (!rows[0]?.preso) return;
    try {
      await azione();
    } finally {
      await sql`SELECT pg_advisory_unlock(hashtextextended(${nome}, 0))`.execute(mia);
    }
  });
}
