import { sql } from 'kysely';
import { inTransazione, type Db } from '#platform/db';

export type AssegnazioneDiProva = {
  registrazioneId: string;
  unitaId: string;
  utenteId?: string;
  titolo?: 'competenza' | 'conoscenza';
  stato?: 'assegnata' | 'smistata' | 'in-carico' | 'rinviata' | 'archiviata';
  confermata?: boolean;
  scadenza?: string;
};

/**
 * Writes assignments as they stand in the database, without the verbs and without the steps: for what reads them.
 *
 * @returns their identities, in order
 */
export async function mettiAssegnazioni(
  db: Db,
  enteId: string,
  voci: readonly AssegnazioneDiProva[],
): Promise<string[]> {
  return await inTransazione(db, enteId, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      INSERT INTO assegnazione (id, ente_id, registrazione_id, unita_id, utente_id, titolo, stato, scadenza, assegnata_da_nome,
        smistata_il, in_carico_il, confermata_il, conclusa_il)
      SELECT (v ->> 'id')::uuid, ${enteId}, (v ->> 'registrazioneId')::uuid, (v ->> 'unitaId')::uuid, (v ->> 'utenteId')::uuid,
        coalesce(v ->> 'titolo', 'competenza'), s, (v ->> 'scadenza')::date, 'Prova',
        CASE WHEN s <> 'assegnata' THEN clock_timestamp() END,
        CASE WHEN s = 'in-carico' THEN clock_timestamp() END,
        CASE WHEN (v ->> 'confermata')::boolean THEN clock_timestamp() END,
        CASE WHEN s IN ('rinviata', 'archiviata') THEN clock_timestamp() END
      FROM jsonb_array_elements(${JSON.stringify(voci.map((v) => ({ ...v, id: crypto.randomUUID() })))}::jsonb) WITH ORDINALITY x (v, n),
        LATERAL (SELECT coalesce(v ->> 'stato', 'smistata') AS s) y
      ORDER BY n
      RETURNING id`.execute(tx);
    return rows.map((r) => r.id);
  });
}
