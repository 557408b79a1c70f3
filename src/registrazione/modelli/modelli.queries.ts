import { sql, type Selectable } from 'kysely';
import type { DB, Tx } from '#platform/db';
import type { Modello, NuovoModello } from './modelli.schema.ts';

const COLONNE = ['id', 'nome', 'contenuto', 'versione'] as const;
type Riga = Pick<Selectable<DB['modello']>, (typeof COLONNE)[number]>;

// The column holds what the schema let in, written only by the verbs of this folder.
const modelloDaRiga = (r: Riga): Modello => ({ ...r, contenuto: r.contenuto as Modello['contenuto'] });

/** Templates of the ente, by name. */
export async function findModelli(tx: Tx): Promise<Modello[]> {
  const righe = await tx
    .selectFrom('modello')
    .select(COLONNE)
    .where('eliminato_il', 'is', null)
    .orderBy(sql`testo_ricerca(nome)`)
    .orderBy('id')
    .execute();
  return righe.map(modelloDaRiga);
}

export async function lockModello(tx: Tx, id: string): Promise<Modello | undefined> {
  const riga = await tx
    .selectFrom('modello')
    .select(COLONNE)
    .where('id', '=', id)
    .where('eliminato_il', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return riga && modelloDaRiga(riga);
}

/** @returns undefined when the name is taken */
export async function insertModello(
  tx: Tx,
  enteId: string,
  nuovo: NuovoModello & { creatoDa: string | null },
): Promise<Modello | undefined> {
  const riga = await tx
    .insertInto('modello')
    .values({
      ente_id: enteId,
      nome: nuovo.nome,
      contenuto: JSON.stringify(nuovo.contenuto),
      creato_da: nuovo.creatoDa,
    })
    .onConflict((oc) => oc.columns(['ente_id', 'nome']).where('eliminato_il', 'is', null).doNothing())
    .returning(COLONNE)
    .executeTakeFirst();
  return riga && modelloDaRiga(riga);
}
