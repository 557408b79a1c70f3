import type { Tx } from '#platform/db';
import { titolarioInUso } from './titolario.queries.ts';
import type { NodoTitolario } from './titolario.schema.ts';

/** The whole titolario in use, as a tree in its own order. */
export async function leggiTitolario(
  tx: Tx,
): Promise<{ versione: string; livelli: string[]; items: NodoTitolario[] }> {
  const { id, versione, livelli } = await titolarioInUso(tx);
  const righe = await tx
    .selectFrom('voce_titolario')
    .select(['id', 'padre_id', 'codice', 'denominazione'])
    .where('titolario_id', '=', id)
    .orderBy('livello')
    .orderBy('numero')
    .orderBy('id')
    .execute();
  const items: NodoTitolario[] = [];
  const nodi = new Map<string, NodoTitolario>();
  // Fathers come before their children: the rows are by level.
  for (const { id, padre_id, codice, denominazione } of righe) {
    const nodo: NodoTitolario = { ...(codice !== null && { codice }), denominazione, figli: [] };
    nodi.set(id, nodo);
    (padre_id === null ? items : nodi.get(padre_id)?.figli)?.push(nodo);
  }
  return { versione, livelli, items };
}
