import type { Selectable } from 'kysely';
import type { DB, Tx } from '#platform/db';
import type { ChiaveApi } from './chiavi.schema.ts';

type Riga = Omit<Selectable<DB['chiave_api']>, 'ente_id' | 'impronta_segreto' | 'unita_id' | 'creata_da'> & {
  unita: string | null;
};

function chiaveDaRiga(r: Riga): ChiaveApi {
  return {
    id: r.id,
    nome: r.nome,
    ambiti: r.ambiti,
    scadeIl: r.scade_il.toISOString(),
    creataIl: r.creata_il.toISOString(),
    ultimoUso: r.ultimo_uso?.toISOString(),
    revocataIl: r.revocata_il?.toISOString(),
    unita: r.unita ?? undefined,
  };
}

const chiavi = (tx: Tx) =>
  tx
    .selectFrom('chiave_api as k')
    .leftJoin('unita as u', 'u.id', 'k.unita_id')
    .select([
      'k.id',
      'k.nome',
      'k.ambiti',
      'k.scade_il',
      'k.creata_il',
      'k.ultimo_uso',
      'k.revocata_il',
      'u.codice as unita',
    ]);

/** All the keys ever made, those in force first; never their secrets, which are not there. */
export async function findChiavi(tx: Tx): Promise<ChiaveApi[]> {
  const righe = await chiavi(tx)
    .orderBy('k.revocata_il', (o) => o.desc().nullsFirst())
    .orderBy('k.creata_il', 'desc')
    .execute();
  return righe.map(chiaveDaRiga);
}

export async function findChiave(
  tx: Tx,
  dove: { id: string } | { impronta: Buffer },
): Promise<ChiaveApi | undefined> {
  const riga = await chiavi(tx)
    .where((eb) => ('id' in dove ? eb('k.id', '=', dove.id) : eb('k.impronta_segreto', '=', dove.impronta)))
    .executeTakeFirst();
  return riga && chiaveDaRiga(riga);
}
