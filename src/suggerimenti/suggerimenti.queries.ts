import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Registrata } from './addestra.ts';

/** The newest registrations are enough to learn from, and say what the offices do now. */
const ESEMPI_MASSIMI = 100_000;

/** Registrations that have a class or an office and nothing that protects them, in order of time. Class is the identity of the entry across versions. */
export async function leggiRegistrate(tx: Tx): Promise<{ registrate: Registrata[]; ultimo: Date | null }> {
  const { rows } = await sql<{
    oggetto: string;
    corrispondente: string;
    mezzo: string | null;
    flusso: string;
    registro: string;
    classe: string | null;
    ufficio: string | null;
    istante: Date;
  }>`
    SELECT s.oggetto, left(s.corrispondenti, 120) AS corrispondente, s.mezzo, s.flusso, r.codice AS registro, v.identita AS classe,
      s.unita_competente_id AS ufficio, s.istante
    FROM registro r CROSS JOIN LATERAL (
      SELECT x.* FROM scheda x WHERE x.registro_id = r.id AND NOT x.annullata AND x.protezione = 0
        AND (x.voce_titolario_id IS NOT NULL OR x.unita_competente_id IS NOT NULL)
      ORDER BY x.istante DESC, x.numero DESC LIMIT ${ESEMPI_MASSIMI}) s
    LEFT JOIN voce_titolario v ON v.id = s.voce_titolario_id
    ORDER BY s.istante DESC LIMIT ${ESEMPI_MASSIMI}`.execute(tx);
  const registrate = rows.toReversed().map((r) => ({
    oggetto: r.oggetto,
    corrispondente: r.corrispondente,
    flusso: r.flusso,
    registro: r.registro,
    ...(r.mezzo !== null && { mezzo: r.mezzo }),
    ...(r.classe !== null && { classe: r.classe }),
    ...(r.ufficio !== null && { ufficio: r.ufficio }),
  }));
  return { registrate, ultimo: rows[0]?.istante ?? null };
}

/** What is known before any registration: names of the entries in force and of the voci below them, and the prontuario. */
export async function leggiAvvio(tx: Tx): Promise<Registrata[]> {
  const { rows } = await sql<{ oggetto: string; classe: string; ufficio: string | null }>`
    WITH inuso AS (SELECT v.* FROM voce_titolario v WHERE v.titolario_id = titolario_al(oggi_a_roma()))
    SELECT v.denominazione AS oggetto, v.identita AS classe, NULL::uuid AS ufficio FROM inuso v
    WHERE v.codice IS NOT NULL AND NOT v.chiusa AND NOT EXISTS (SELECT FROM inuso f WHERE f.padre_id = v.id AND f.codice IS NOT NULL AND NOT f.chiusa)
    UNION ALL
    SELECT v.denominazione, p.identita, NULL FROM inuso v JOIN inuso p ON p.id = v.padre_id
    WHERE v.codice IS NULL AND NOT v.chiusa AND NOT p.chiusa
    UNION ALL
    SELECT i.testo, i.voce_identita, i.unita_id FROM prontuario_voce i
    WHERE EXISTS (SELECT FROM inuso v WHERE v.identita = i.voce_identita)`.execute(tx);
  return rows.map((r) => ({
    oggetto: r.oggetto,
    classe: r.classe,
    ...(r.ufficio !== null && { ufficio: r.ufficio }),
  }));
}

/** Registrations with a class made after an instant, counted up to `massimo`. */
export async function contaNuove(tx: Tx, dopo: Date | null, massimo: number): Promise<number> {
  const { rows } = await sql<{ nuove: number }>`
    SELECT count(*)::integer AS nuove FROM (
      SELECT FROM registro r CROSS JOIN LATERAL (
        SELECT FROM scheda s WHERE s.registro_id = r.id AND s.istante > coalesce(${dopo}::timestamptz, '-infinity')
          AND s.voce_titolario_id IS NOT NULL AND NOT s.annullata LIMIT ${massimo}) x LIMIT ${massimo}) y`.execute(
    tx,
  );
  return rows[0]?.nuove ?? 0;
}
