import { sql } from 'kysely';
import { accoda } from '#platform/jobs';
import type { Tx } from '#platform/db';

/** A communication with those it is for, ready to be written. */
export type DaComunicare = {
  /** Told once: another with the same key is not written. Without one, always. */
  chiave?: string;
  tipo: string;
  oggetto: string;
  testo: string;
  dettaglio?: Record<string, unknown>;
  collegamento?: string;
  mittente: string;
  /** The document it is about: its oggetto is read with it, by who may read it. */
  registrazioneId?: string;
  utenti: readonly string[];
};

/**
 * Writes communications and their recipients in one statement, and puts in the outbox the letters of those who want them at
 * once. Those without recipients are left out.
 *
 * @returns identities of the ones written, and how many recipients they have in all
 */
export async function scriviComunicazioni(
  tx: Tx,
  enteId: string,
  elenco: readonly DaComunicare[],
): Promise<{ ids: string[]; destinatari: number }> {
  const voci = elenco
    .filter((c) => c.utenti.length > 0)
    .map((c) => ({ ...c, utenti: [...new Set(c.utenti)], dettaglio: c.dettaglio ?? {} }));
  if (voci.length === 0) return { ids: [], destinatari: 0 };
  const { rows } = await sql<{ ids: string[] | null; destinatari: number; subito: string[] | null }>`
    WITH voce AS MATERIALIZED (
      SELECT uuid_v7() AS id, v.* FROM jsonb_to_recordset(${JSON.stringify(voci)}::jsonb) AS v (chiave text, tipo text, oggetto text,
        testo text, dettaglio jsonb, collegamento text, mittente text, "registrazioneId" uuid, utenti uuid[])
    ), nuove AS (
      INSERT INTO comunicazione (id, ente_id, chiave, tipo, oggetto, testo, dettaglio, collegamento, mittente, registrazione_id)
      SELECT id, ${enteId}::uuid, chiave, tipo, oggetto, testo, dettaglio, collegamento, mittente, "registrazioneId" FROM voce
      ON CONFLICT (ente_id, chiave) WHERE chiave IS NOT NULL DO NOTHING
      RETURNING id
    ), destinatari AS (
      INSERT INTO comunicazione_destinatario (ente_id, comunicazione_id, utente_id)
      SELECT ${enteId}::uuid, v.id, u FROM voce v JOIN nuove n ON n.id = v.id, unnest(v.utenti) u
      RETURNING comunicazione_id, utente_id
    )
    SELECT (SELECT array_agg(id) FROM nuove) AS ids, (SELECT count(*) FROM destinatari) AS destinatari,
      (SELECT array_agg(DISTINCT d.comunicazione_id) FROM destinatari d JOIN preferenza_posta p ON p.utente_id = d.utente_id
        JOIN utente u ON u.id = d.utente_id AND u.email IS NOT NULL WHERE p.modo = 'subito') AS subito`.execute(
    tx,
  );
  const scritte = rows[0];
  if (scritte?.subito) await accoda(tx, 'comunicazioni.posta', { enteId, comunicazioni: scritte.subito });
  return { ids: scritte?.ids ?? [], destinatari: scritte?.destinatari ?? 0 };
}
