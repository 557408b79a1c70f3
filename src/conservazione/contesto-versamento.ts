import { contestoSistema, type Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';

/** Reads the whole archive, as who must hand all of it over: every office is its own. */
export async function contestoVersamento(tx: Tx, enteId: string): Promise<Contesto> {
  const unita = await tx.selectFrom('unita').select('id').execute();
  return await contestoSistema(tx, enteId, { principali: unita.map((u) => u.id) });
}
