import type { Tx } from '#platform/db';
import { raccogli } from '#platform/jobs';

const SECONDI = 1;

/**
 * Says to who informs people (comunicazioni) that documents reached offices, paper ones too (RN-34.2, RN-35.1c): a job of the same
 * transaction, `comunicazioni.smistata` `[{ enteId, assegnazioni: [id, …] }, …]`.
 */
export async function annunciaSmistate(
  tx: Tx,
  enteId: string,
  assegnazioni: readonly string[],
): Promise<void> {
  if (assegnazioni.length === 0) return;
  await raccogli(tx, 'comunicazioni.smistata', { enteId, assegnazioni: [...assegnazioni] }, SECONDI);
}
