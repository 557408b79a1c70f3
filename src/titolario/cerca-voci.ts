import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#platform/db';
import { domandaProntuario, PUNTI_PRONTUARIO } from './prontuario/punti-prontuario.ts';
import { titolarioInUso } from './titolario.queries.ts';
import type { VociTrovate } from './titolario.schema.ts';

const QUANTE = 20;

type Trovata = VociTrovate['items'][number];

/**
 * Entries one can classify under, by the beginning of their code, by the prontuario (RN-26.1: «ICI» leads to IV.3), or by
 * words: of their own name, or of the voci below them, which say in the office's language what goes there. Words match by
 * Italian stem or by any fragment.
 */
export async function cercaVoci(tx: Tx, q: string): Promise<VociTrovate> {
  const testo = q.trim();
  if (testo === '') return { items: [] };
  // A code being typed asks nothing of the prontuario, and neither do two letters.
  const indice = testo.length < 3 || /^[ivxlcdm]+\.[\d.]*$/i.test(testo) ? '' : testo;
  const { id } = await titolarioInUso(tx);
  const { rows } = await sql<{ [C in keyof Trovata]-?: NonNullable<Trovata[C]> | null }>`
    WITH RECURSIVE albero AS (
      SELECT v.id, v.identita, v.codice, v.denominazione, '' AS percorso, ARRAY[v.numero] AS ordine
      FROM voce_titolario v WHERE v.titolario_id = ${id} AND v.padre_id IS NULL AND NOT v.chiusa
      UNION ALL
      SELECT v.id, v.identita, v.codice, v.denominazione, concat_ws(' › ', nullif(a.percorso, ''), a.denominazione),
        a.ordine || v.numero
      FROM voce_titolario v JOIN albero a ON v.padre_id = a.id WHERE v.codice IS NOT NULL AND NOT v.chiusa
    ), indice AS (
      SELECT DISTINCT ON (p.voce_identita) p.voce_identita, p.testo, p.tipo, p.punti, u.codice AS ufficio
      FROM (SELECT x.*, ${PUNTI_PRONTUARIO} AS punti FROM ${domandaProntuario(indice)} d CROSS JOIN prontuario_voce x) p
      LEFT JOIN unita suo ON suo.id = p.unita_id
      LEFT JOIN unita u ON u.id = CASE WHEN suo.attiva THEN suo.id ELSE successore_di(suo.id) END
      WHERE p.punti > 0 ORDER BY p.voce_identita, p.punti DESC, length(p.testo)
    ), trovate AS (
      SELECT a.*, upper(a.codice) = upper(${testo}) AS esatta, starts_with(upper(a.codice), upper(${testo})) AS per_codice,
        ${parla(sql`a.denominazione`, testo)} AS per_nome, i.testo AS prontuario, coalesce(i.punti, 0) AS punti, i.ufficio, i.tipo,
        (SELECT v.denominazione FROM voce_titolario v WHERE v.padre_id = a.id AND v.codice IS NULL AND NOT v.chiusa
          AND ${parla(sql`v.denominazione`, testo)} ORDER BY v.numero LIMIT 1) AS voce
      FROM albero a LEFT JOIN indice i ON i.voce_identita = a.identita
      WHERE NOT EXISTS (SELECT FROM voce_titolario f WHERE f.padre_id = a.id AND f.codice IS NOT NULL AND NOT f.chiusa)
    )
    SELECT codice, denominazione, percorso, CASE WHEN NOT per_codice AND NOT per_nome AND prontuario IS NULL THEN voce END AS voce,
      prontuario, ufficio, tipo FROM trovate
    WHERE per_codice OR per_nome OR voce IS NOT NULL OR prontuario IS NOT NULL
    ORDER BY esatta DESC, per_codice DESC, (punti >= 3) DESC, per_nome DESC, punti DESC, ordine LIMIT ${QUANTE}`.execute(
    tx,
  );
  return {
    items: rows.map((r) => ({
      codice: r.codice ?? '',
      denominazione: r.denominazione ?? '',
      percorso: r.percorso ?? '',
      ...(r.voce !== null && { voce: r.voce }),
      ...(r.prontuario !== null && { prontuario: r.prontuario }),
      ...(r.ufficio !== null && { ufficio: r.ufficio }),
      ...(r.tipo !== null && { tipo: r.tipo }),
    })),
  };
}

function parla(colonna: RawBuilder<unknown>, testo: string): RawBuilder<boolean> {
  const frammenti = testo.split(/\s+/u).map((f) => f.replaceAll(/[\\%_]/g, String.raw`\$&`));
  const tutti = frammenti.map((f) => sql`testo_ricerca(${colonna}) LIKE '%' || testo_ricerca(${f}) || '%'`);
  return sql<boolean>`(to_tsvector('italiano', ${colonna}) @@ plainto_tsquery('italiano', ${testo}) OR (${sql.join(tutti, sql` AND `)}))`;
}
