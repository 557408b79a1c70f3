import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { LARGHEZZA, LIVELLI, radicePiena } from './albero.ts';

/** Nodes computed from one reading: 16,384 digests below them. */
const INSIEME = 64;

/** Keeps the roots of the full subtrees of the first `n` leaves that are not kept yet, level after level. */
export async function conservaNodi(tx: Tx, enteId: string, registroId: string, n: number): Promise<void> {
  for (const livello of LIVELLI) {
    const pieni = Math.floor(n / 2 ** livello);
    const ultimo = await tx
      .selectFrom('nodo_albero')
      .select((eb) => eb.fn.max('indice').as('indice'))
      .where('registro_id', '=', registroId)
      .where('livello', '=', livello)
      .executeTakeFirst();
    for (let da = (ultimo?.indice ?? -1) + 1; da < pieni; da += INSIEME) {
      const nodi = await sotto(tx, registroId, livello - 8, da, Math.min(da + INSIEME, pieni));
      const righe = nodi.map((impronta, i) => ({
        registro_id: registroId,
        livello,
        indice: da + i,
        ente_id: enteId,
        impronta,
      }));
      await tx
        .insertInto('nodo_albero')
        .values(righe)
        .onConflict((c) => c.doNothing())
        .execute();
    }
  }
}

async function sotto(tx: Tx, registroId: string, livello: number, da: number, a: number): Promise<Buffer[]> {
  const [primo, fine] = [da * LARGHEZZA, a * LARGHEZZA];
  const { rows } =
    livello === 0
      ? await sql<{ impronta: Buffer }>`SELECT impronta FROM foglia WHERE registro_id = ${registroId}
          AND posizione > ${primo} AND posizione <= ${fine} ORDER BY posizione`.execute(tx)
      : await sql<{ impronta: Buffer }>`SELECT impronta FROM nodo_albero WHERE registro_id = ${registroId}
          AND livello = ${livello} AND indice >= ${primo} AND indice < ${fine} ORDER BY indice`.execute(tx);
  if (rows.length < fine - primo)
    throw new Error(`mancano nodi di livello ${livello} a partire dal ${primo}`);
  return Array.from({ length: a - da }, (_, i) =>
    radicePiena(rows.slice(i * LARGHEZZA, (i + 1) * LARGHEZZA).map((r) => r.impronta)),
  );
}
