import { inLettura, type Db, type Tx } from '#platform/db';

const CHIAVE = 'url-pubblico';

/** Keeps the public address given when the ente was made, so that nobody has to remember a variable. */
export async function registraUrlPubblico(tx: Tx, enteId: string, url: string): Promise<void> {
  await tx
    .insertInto('impostazione')
    .values({ ente_id: enteId, chiave: CHIAVE, valore: JSON.stringify(url) })
    .execute();
}

/** The public address kept by an ente of this installation, or undefined. `TABULARIUM_URL_PUBBLICO` prevails over it. */
export async function leggiUrlPubblico(db: Db): Promise<string | undefined> {
  const enti = await db
    .selectFrom('ente')
    .select('id')
    .where('dimostrativo', '=', false)
    .orderBy('creato_il')
    .execute();
  for (const { id } of enti) {
    const riga = await inLettura(db, id, (tx) =>
      tx
        .selectFrom('impostazione')
        .select('valore')
        .where('ente_id', '=', id)
        .where('chiave', '=', CHIAVE)
        .executeTakeFirst(),
    );
    if (typeof riga?.valore === 'string') return riga.valore;
  }
  return undefined;
}
