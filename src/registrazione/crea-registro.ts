import type { Tx } from '#platform/db';

/** The register of an AOO, ready for its first number: the row every registration will lock is made here, once. */
export async function creaRegistro(
  tx: Tx,
  registro: { enteId: string; aooId: string; codice: string; denominazione: string },
): Promise<string> {
  const { id } = await tx
    .insertInto('registro')
    .values({
      ente_id: registro.enteId,
      aoo_id: registro.aooId,
      codice: registro.codice,
      denominazione: registro.denominazione,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx.insertInto('registro_stato').values({ registro_id: id, ente_id: registro.enteId }).execute();
  return id;
}
