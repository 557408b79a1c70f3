import type { UpdateObject } from 'kysely';
import { sqlstate, type DB, type Tx } from '#platform/db';
import type { Attore } from '#tracciamento';
import { nonResponsabile } from '../conservazione.errors.ts';

const NON_RESPONSABILE = 'TB103';

/**
 * Brings a package to another state, by whose hand: what may become of what, and who may, the database says.
 *
 * @throws Rifiuto `conservazione.non-responsabile`
 */
export async function muovi(
  tx: Tx,
  chi: Pick<Attore, 'attore' | 'utenteId'>,
  id: string,
  valori: UpdateObject<DB, 'pacchetto'>,
): Promise<void> {
  await tx
    .updateTable('pacchetto')
    .set({ ...valori, mosso_da: chi.attore, mosso_da_id: chi.utenteId })
    .where('id', '=', id)
    .execute()
    .catch((errore: unknown) => {
      throw sqlstate(errore) === NON_RESPONSABILE ? nonResponsabile() : errore;
    });
}
