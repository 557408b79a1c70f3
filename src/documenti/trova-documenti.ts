import { sql } from 'kysely';
import type { Tx } from '#platform/db';

export type DocumentoTrovato = {
  id: string;
  impronta: string;
  algoritmo: string;
  nomeFile: string;
  formato: string;
  /** Bytes. */
  dimensione: number;
  /** Already part of a registration: a document belongs to one only (RN-12.3b). */
  registrato: boolean;
};

/** The documents with these ids, in no particular order; those that are not there are simply not in the answer. */
export async function trovaDocumenti(tx: Tx, ids: readonly string[]): Promise<DocumentoTrovato[]> {
  if (ids.length === 0) return [];
  return await tx
    .selectFrom('documento as d')
    .select([
      'd.id',
      'd.impronta',
      'd.algoritmo',
      'd.nome_file as nomeFile',
      'd.formato',
      'd.dimensione',
      sql<boolean>`EXISTS (SELECT FROM registrazione_documento r WHERE r.documento_id = d.id)`.as(
        'registrato',
      ),
    ])
    .where('d.id', 'in', [...ids])
    .execute();
}
