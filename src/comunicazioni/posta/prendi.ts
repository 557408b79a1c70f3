import { sql } from 'kysely';
import { perChiunque } from '#autorizzazioni';
import { inTransazione, type Db } from '#platform/db';
import { PREDEFINITE } from './preferenze.ts';

/** A communication to be written to somebody: what may be said of it outside the programme. */
export type DaSpedire = {
  comunicazioneId: string;
  utenteId: string;
  email: string;
  nome: string;
  ente: string;
  oggetto: string;
  testo: string;
  collegamento: string | null;
  /** Oggetto of the document it is about; null when it is about none, or when it must not leave by mail. */
  documento: string | null;
};

const MODO = sql`CASE WHEN coalesce(p.modo, ${PREDEFINITE.modo}) = 'mai' AND NOT coalesce((SELECT mai_ammesso FROM regola_posta), true)
  THEN 'riepilogo' ELSE coalesce(p.modo, ${PREDEFINITE.modo}) END`;

/**
 * Takes, in a transaction that ends before anything is sent, what nobody has taken yet and the person has not read meanwhile: what
 * is taken is sent once or, if all breaks down in between, never.
 */
export async function prendi(
  db: Db,
  enteId: string,
  modo: 'subito' | 'riepilogo',
  quali: { comunicazioni?: readonly string[]; utente?: string },
): Promise<DaSpedire[]> {
  return await inTransazione(db, enteId, async (tx) => {
    const { rows } = await sql<DaSpedire>`
      WITH prese AS (
        INSERT INTO comunicazione_posta (ente_id, comunicazione_id, utente_id, modo)
        SELECT d.ente_id, d.comunicazione_id, d.utente_id, ${modo}
        FROM comunicazione_destinatario d JOIN utente u ON u.id = d.utente_id AND u.attivo AND u.email IS NOT NULL
          LEFT JOIN preferenza_posta p ON p.utente_id = d.utente_id
        WHERE d.letta_il IS NULL AND ${MODO} = ${modo}
          AND (${quali.comunicazioni ? [...quali.comunicazioni] : null}::uuid[] IS NULL OR d.comunicazione_id = ANY (${quali.comunicazioni ? [...quali.comunicazioni] : null}::uuid[]))
          AND (${quali.utente ?? null}::uuid IS NULL OR d.utente_id = ${quali.utente ?? null}::uuid)
          AND NOT EXISTS (SELECT FROM comunicazione_posta s WHERE s.utente_id = d.utente_id AND s.comunicazione_id = d.comunicazione_id)
        ORDER BY d.comunicazione_id DESC LIMIT 200
        ON CONFLICT DO NOTHING
        RETURNING comunicazione_id, utente_id
      )
      SELECT c.id AS "comunicazioneId", u.id AS "utenteId", u.email, u.nome, e.denominazione AS ente, c.oggetto, c.testo, c.collegamento,
        ${perChiunque('s', 'oggetto')} AS documento
      FROM prese JOIN comunicazione c ON c.id = prese.comunicazione_id JOIN utente u ON u.id = prese.utente_id JOIN ente e ON e.id = u.ente_id
        LEFT JOIN scheda s ON s.registrazione_id = c.registrazione_id
      ORDER BY c.id, u.id`.execute(tx);
    return rows;
  });
}

/** What became of them: sent, refused for good, or surely not gone, and then free to be taken again. */
export async function concludi(
  db: Db,
  enteId: string,
  prese: readonly Pick<DaSpedire, 'comunicazioneId' | 'utenteId'>[],
  esito: { stato: 'spedita' | 'rifiutata' | 'incerta'; motivo?: string } | 'non-partita',
): Promise<void> {
  const utente = prese[0]?.utenteId;
  const ids = prese.map((p) => p.comunicazioneId);
  await inTransazione(db, enteId, async (tx) => {
    if (esito === 'non-partita') {
      await sql`DELETE FROM comunicazione_posta WHERE utente_id = ${utente} AND comunicazione_id = ANY (${ids}::uuid[]) AND stato = 'presa'`.execute(
        tx,
      );
      return;
    }
    // What may or may not have left stays taken, with the reason.
    const stato = esito.stato === 'incerta' ? 'presa' : esito.stato;
    await sql`UPDATE comunicazione_posta SET stato = ${stato}, conclusa_il = CASE WHEN ${stato} <> 'presa' THEN clock_timestamp() END,
      motivo = ${esito.motivo ?? null} WHERE utente_id = ${utente} AND comunicazione_id = ANY (${ids}::uuid[])`.execute(
      tx,
    );
  });
}
