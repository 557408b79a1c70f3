import { sql } from 'kysely';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Documento } from './documenti.schema.ts';

export type RigaDocumento = Documento & { caricatoDa: string | null; chiaveApiId: string | null };

const colonne = [
  'id',
  'nome_file as nomeFile',
  'formato',
  'formato_secondo as formatoSecondo',
  'dimensione',
  'impronta',
  'algoritmo',
  'avvisi',
  'caricato_il as caricatoIl',
  'caricato_da as caricatoDa',
  'chiave_api_id as chiaveApiId',
] as const;

/**
 * Holds back, until the transaction ends, whoever else wants to store or to sweep this content: a row must never be
 * written for bytes that the sweeper is removing.
 */
export async function lockImpronta(tx: Tx, enteId: string, impronta: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`documenti/${enteId}/${impronta}`}, 0))`.execute(
    tx,
  );
}

export async function insertDocumento(
  tx: Tx,
  documento: Omit<Documento, 'id' | 'algoritmo' | 'caricatoIl'> & {
    enteId: string;
    caricatoDa: string | null;
    chiaveApiId: string | null;
  },
): Promise<Documento> {
  const riga = await tx
    .insertInto('documento')
    .values({
      ente_id: documento.enteId,
      impronta: documento.impronta,
      nome_file: documento.nomeFile,
      formato: documento.formato,
      formato_secondo: documento.formatoSecondo,
      dimensione: documento.dimensione,
      avvisi: documento.avvisi,
      caricato_da: documento.caricatoDa,
      chiave_api_id: documento.chiaveApiId,
    })
    .returning(colonne.slice(0, 9))
    .executeTakeFirstOrThrow();
  return { ...riga, caricatoIl: oraDiRoma(riga.caricatoIl) };
}

export async function findDocumento(tx: Tx, id: string): Promise<RigaDocumento | undefined> {
  const riga = await tx.selectFrom('documento').select(colonne).where('id', '=', id).executeTakeFirst();
  return riga && { ...riga, caricatoIl: oraDiRoma(riga.caricatoIl) };
}

/** Uploads older than `ore` that no registration and no exclusion names. */
export async function findAbbandonati(
  tx: Tx,
  ore: number,
  limite: number,
): Promise<{ id: string; nomeFile: string; impronta: string }[]> {
  return await tx
    .selectFrom('documento as d')
    .select(['d.id', 'd.nome_file as nomeFile', 'd.impronta'])
    .where('d.caricato_il', '<', sql<Date>`clock_timestamp() - make_interval(hours => ${ore})`)
    .where(sql<boolean>`NOT EXISTS (SELECT FROM registrazione_documento r WHERE r.documento_id = d.id)`)
    .where(sql<boolean>`NOT EXISTS (SELECT FROM esclusione e WHERE e.documento_id = d.id)`)
    .orderBy('d.caricato_il')
    .limit(limite)
    .execute();
}

/** Of these digests, those that some document has. */
export async function findImpronteUsate(tx: Tx, impronte: string[]): Promise<Set<string>> {
  const righe = await tx
    .selectFrom('documento')
    .select('impronta')
    .distinct()
    .where('impronta', 'in', impronte)
    .execute();
  return new Set(righe.map((r) => r.impronta));
}
