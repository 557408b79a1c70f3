import type { UpdateObject } from 'kysely';
import type { DB, Tx } from '#platform/db';
import type { Attore } from '#tracciamento';
import type { RigaEsportazione } from './esportazioni.queries.ts';

/** Changes a row that is still going on; undefined when it is not. */
export async function procedi(
  tx: Tx,
  id: string,
  valori: UpdateObject<DB, 'esportazione'>,
): Promise<RigaEsportazione | undefined> {
  return await tx
    .updateTable('esportazione')
    .set(valori)
    .where('id', '=', id)
    .where('stato', 'in', ['richiesta', 'in-corso'])
    .returningAll()
    .executeTakeFirst();
}

/** In whose name it is prepared. */
export const chiChiese = (r: RigaEsportazione): Attore => ({
  ente: { id: r.ente_id },
  attore: r.chiesta_da,
  utenteId: r.utente_id,
  chiaveApiId: null,
  unita: null,
  ip: '',
  richiestaId: '',
});
