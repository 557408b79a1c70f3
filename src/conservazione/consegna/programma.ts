import type { Tx } from '#platform/db';
import { accodaPer } from '#platform/jobs';

/** One job for each package, for that moment. */
export async function programma(tx: Tx, enteId: string, id: string, quando: Date): Promise<void> {
  await accodaPer(
    tx,
    'conservazione.invia',
    `conservazione.invia:${id}`,
    { enteId, pacchettoId: id },
    quando,
  );
}
