import type { Tx } from '#platform/db';

/** What offices gave to the protocollo and waits for a decision. */
export async function contaTrasmessi(tx: Tx): Promise<number> {
  const { n } = await tx
    .selectFrom('messaggio')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('trasmesso_il', 'is not', null)
    .where('stato', '=', 'trasmesso')
    .executeTakeFirstOrThrow();
  return Number(n);
}
