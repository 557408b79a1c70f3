import type { Tx } from '#platform/db';

/** Where the registration is in the log of its registro. */
export async function fogliaRegistrata(tx: Tx, id: string): Promise<{ posizione: number; impronta: string }> {
  const foglia = await tx
    .selectFrom('foglia')
    .select(['posizione', 'impronta'])
    .where('registrazione_id', '=', id)
    .where('tipo', '=', 'registrazione')
    .executeTakeFirstOrThrow();
  return { posizione: foglia.posizione, impronta: foglia.impronta.toString('hex') };
}
