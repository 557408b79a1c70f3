import { sql } from 'kysely';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Attore } from '#tracciamento';
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

/** The row of a document and its audit line, in one statement. */
export async function insertDocumento(
  tx: Tx,
  chi: Attore,
  documento: Omit<Documento, 'id' | 'algoritmo' | 'caricatoIl'>,
): Promise<Documento> {
  const { nomeFile, impronta, formato, formatoSecondo, dimensione, avvisi } = documento;
  const riga = {
    impronta,
    nome_file: nomeFile,
    formato,
    formato_secondo: formatoSecondo,
    dimensione,
    avvisi,
    caricato_da: chi.utenteId,
    chiave_api_id: chi.chiaveApiId,
  };
  const traccia = {
    utente_id: chi.utenteId,
    chiave_api_id: chi.chiaveApiId,
    attore: chi.attore,
    unita_id: chi.unita?.id ?? null,
    operazione: 'documento.caricato',
    dettaglio: { nomeFile, impronta, formato, dimensione },
    ip: chi.ip,
    richiesta: chi.richiestaId,
  };
  const { rows } = await sql<{ id: string; caricato_il: Date }>`
    SELECT id, caricato_il FROM scrivi_documento(${JSON.stringify(riga)}, ${JSON.stringify(traccia)})`.execute(
    tx,
  );
  const [scritto] = rows;
  if (!scritto) throw new Error('scrivi_documento non ha risposto');
  return {
    id: scritto.id,
    ...documento,
    algoritmo: 'SHA-256',
    caricatoIl: oraDiRoma(scritto.caricato_il),
  };
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
    .where(sql<boolean>`NOT EXISTS (SELECT FROM messaggio m WHERE m.eml_id = d.id)`)
    .where(sql<boolean>`NOT EXISTS (SELECT FROM fascicolazione f WHERE f.documento_id = d.id)`)
    .where(sql<boolean>`NOT EXISTS (SELECT FROM invio i WHERE i.eml_id = d.id)`)
    .where(sql<boolean>`NOT EXISTS (SELECT FROM invio_allegato i WHERE i.documento_id = d.id)`)
    .where(
      sql<boolean>`NOT EXISTS (SELECT FROM pacchetto p WHERE p.archivio_id = d.id OR p.rapporto_id = d.id)`,
    )
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
